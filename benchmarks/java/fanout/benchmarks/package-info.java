/** The benchmarks: JMH classes only, each with the question that it answers. */
@NullMarked
package fanout.benchmarks;

import org.jspecify.annotations.NullMarked;
