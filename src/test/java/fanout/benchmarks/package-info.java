/** Tests that the benchmarks do what they say. */
@NullMarked
package fanout.benchmarks;

import org.jspecify.annotations.NullMarked;
