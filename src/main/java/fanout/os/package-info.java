/**
 * All that is asked of the operating system: libc, {@code /proc} and control groups, processor
 * clocks, the scheduler's counters, limits, private files, and child processes.
 */
@NullMarked
package fanout.os;

import org.jspecify.annotations.NullMarked;
