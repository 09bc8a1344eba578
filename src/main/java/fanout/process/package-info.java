/**
 * What runs inside a worker process, and the channel to it. May use {@code exchange} and {@code
 * ledger}.
 *
 * <p>{@link fanout.process.WorkerPool} is what a strategy sees. In the parent a {@code Lane} serves
 * each {@code WorkerProcess} and takes chunks from a {@code Dispatch}; in the worker {@link
 * fanout.process.WorkerMain} runs a {@code WorkerLoop}. Between them a {@code FrameChannel} carries
 * {@code Frame}s.
 */
@NullMarked
package fanout.process;

import org.jspecify.annotations.NullMarked;
