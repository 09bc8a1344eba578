package fanout.process;

import java.util.OptionalLong;

/**
 * The course of one worker process's life. The worker's own readings are on its clock, which is the
 * caller's where {@code sharedClock} says so: on Linux both read the one monotonic clock.
 *
 * @param startNanos before the process was asked for, on the caller's clock
 * @param processNanos when the process ran its program, on the caller's clock
 * @param mainNanos when the first code of its own ran, on the worker's clock
 * @param openNanos when its classes were loaded and its client open, on the worker's clock
 * @param firstReplyNanos when its first reply was in the caller's process, on the caller's clock
 * @param lastReplyNanos when its last reply was there
 * @param requests how many it issued, at least 1
 * @param cpuToFirst its processor time in ns until its first reply; empty if it cannot be read
 * @param cpuToLast its processor time in ns until its last reply; empty if it cannot be read
 * @param sharedClock whether both processes read one clock
 */
public record ColdCourse(
    long startNanos,
    long processNanos,
    long mainNanos,
    long openNanos,
    long firstReplyNanos,
    long lastReplyNanos,
    int requests,
    OptionalLong cpuToFirst,
    OptionalLong cpuToLast,
    boolean sharedClock) {}
