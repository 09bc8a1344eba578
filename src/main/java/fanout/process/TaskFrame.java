package fanout.process;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What travels for tasks and queues. A worker answers {@link Call} with {@link Returned} or {@link
 * Threw}. While it runs a task it may send {@link Put} and {@link Take}, one at a time, which the
 * parent answers with {@link Granted} or {@link Refused}, now or later.
 */
sealed interface TaskFrame extends Frame {
  /**
   * A task to be run for each of some arguments, in turn.
   *
   * @param taskClass its class's name
   * @param arguments each argument's bytes, at least one
   */
  record Call(String taskClass, List<byte[]> arguments) implements TaskFrame {}

  /**
   * The results of a call.
   *
   * @param results each result's bytes, in the order of the arguments
   */
  record Returned(List<byte[]> results) implements TaskFrame {}

  /**
   * A call that failed.
   *
   * @param position which of its arguments it failed for, from 0
   * @param stage what the worker was at
   * @param thrown the class and message of what was thrown
   * @param stackTrace the beginning of its stack trace
   */
  record Threw(int position, TaskFailedException.Stage stage, String thrown, String stackTrace)
      implements TaskFrame {}

  /**
   * Asks for an element to be put on a queue.
   *
   * @param queue its name
   * @param element the element's bytes
   */
  record Put(String queue, ByteBuffer element) implements TaskFrame {}

  /**
   * Asks for the first element of a queue.
   *
   * @param queue its name
   */
  record Take(String queue) implements TaskFrame {}

  /**
   * Grants what was asked for.
   *
   * @param element the element's bytes; empty after {@link Put}
   */
  record Granted(ByteBuffer element) implements TaskFrame {}

  /**
   * Refuses what was asked for.
   *
   * @param why one line for a person
   */
  record Refused(String why) implements TaskFrame {}
}
