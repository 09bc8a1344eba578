/** Tests of {@code fanout.stats}. */
@NullMarked
package fanout.stats;

import org.jspecify.annotations.NullMarked;
