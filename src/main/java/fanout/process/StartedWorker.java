package fanout.process;

/**
 * A worker process that was started.
 *
 * @param pid its process number
 * @param askedNanos the {@link System#nanoTime} before the process was asked for
 * @param startedNanos the same when the process ran its program
 */
public record StartedWorker(long pid, long askedNanos, long startedNanos) {}
