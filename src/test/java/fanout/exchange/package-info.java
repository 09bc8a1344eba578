/** Tests of {@code fanout.exchange}. */
@NullMarked
package fanout.exchange;

import org.jspecify.annotations.NullMarked;
