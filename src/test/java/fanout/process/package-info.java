/** Tests of worker processes: frames, clocks, and a matrix of faults with real processes. */
@NullMarked
package fanout.process;

import org.jspecify.annotations.NullMarked;
