package fanout.strategy;

import fanout.process.StartedWorker;
import java.util.OptionalLong;

/**
 * The course of one worker process's life, on the one clock that caller and workers read.
 *
 * @param started when the process was asked for and when it ran its program
 * @param mainNanos when the first code of its own ran
 * @param openNanos when its classes were loaded and its client open
 * @param firstReplyNanos when its first reply was in the caller's process
 * @param lastReplyNanos when its last reply was there
 * @param cpuToFirst its processor time in ns until its first reply; empty if it cannot be read
 * @param cpuToLast its processor time in ns until its last reply; empty if it cannot be read
 */
public record ColdCourse(
    StartedWorker started,
    long mainNanos,
    long openNanos,
    long firstReplyNanos,
    long lastReplyNanos,
    OptionalLong cpuToFirst,
    OptionalLong cpuToLast) {}
