/** Samples, intervals, tests and verdicts over forks. May use {@code results}. */
@NullMarked
package fanout.stats;

import org.jspecify.annotations.NullMarked;
