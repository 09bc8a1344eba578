/** Tests of {@code fanout.strategy}. */
@NullMarked
package fanout.strategy;

import org.jspecify.annotations.NullMarked;
