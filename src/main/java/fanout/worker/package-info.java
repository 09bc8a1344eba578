/**
 * What runs inside a worker process, and the channel to it: frames, pipe and supervision. May use
 * {@code exchange} and {@code ledger}.
 */
@NullMarked
package fanout.worker;

import org.jspecify.annotations.NullMarked;
