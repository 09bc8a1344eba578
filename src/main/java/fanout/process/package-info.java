/**
 * Worker processes used like threads: {@link fanout.process.ProcessPool}, its tasks, codecs and
 * queues.
 *
 * <p>A {@code Job} is what was submitted: one task, or a batch. The {@code Dispatcher} holds the
 * jobs; an {@code OrderSender} claims an {@code Order} from it whenever its worker has capacity,
 * and sends it as a {@code Frame}; the {@code Worker} reads the answers on a thread of its own. In
 * the process a {@code TaskRunner} does one order after the other. May use {@code os}.
 */
@NullMarked
package fanout.process;

import org.jspecify.annotations.NullMarked;
