package fanout.process;

import java.util.List;

/**
 * A message between the parent and a worker process. A worker opens with {@link Hello}; it answers
 * {@link Call} with {@link Returned} or {@link Threw}. While it runs a task it may send {@link Put}
 * and {@link Take}, one at a time, which the parent answers with {@link Granted} or {@link
 * Refused}, now or later. The end of the parent's bytes tells a worker to end.
 */
// Nobody compares frames or changes their bytes.
@SuppressWarnings("ArrayRecordComponent")
sealed interface Frame {
  /**
   * A worker's first frame; its encoding opens with a magic number and the version of the protocol.
   *
   * @param pid the worker's process number
   */
  record Hello(long pid) implements Frame {}

  /**
   * A task to be run for each of some arguments, in turn.
   *
   * @param taskClass its class's name; empty for the same as the last call's
   * @param mayHold whether its answer may wait for that of the next call of this kind, if that is
   *     at hand: nobody does anything with one before all have come
   * @param arguments each argument's bytes, at least one
   */
  record Call(String taskClass, boolean mayHold, List<byte[]> arguments) implements Frame {
    /**
     * Returns the same call as it is sent behind another one.
     *
     * @param lastTask the class's name of the last call; empty if there was none
     */
    Call behind(String lastTask) {
      return taskClass.equals(lastTask) ? new Call("", mayHold, arguments) : this;
    }
  }

  /**
   * The results of a call.
   *
   * @param results each result's bytes, in the order of the arguments
   */
  record Returned(List<byte[]> results) implements Frame {}

  /**
   * A call that failed.
   *
   * @param stage what the worker was at
   * @param thrown the class and message of what was thrown
   * @param stackTrace the beginning of its stack trace
   */
  record Threw(TaskFailedException.Stage stage, String thrown, String stackTrace)
      implements Frame {}

  /**
   * Asks for an element to be put on a queue.
   *
   * @param queue its name
   * @param element the element's bytes
   */
  record Put(String queue, byte[] element) implements Frame {}

  /**
   * Asks for the first element of a queue.
   *
   * @param queue its name
   */
  record Take(String queue) implements Frame {}

  /**
   * Grants what was asked for.
   *
   * @param element the element's bytes; empty after {@link Put}
   */
  record Granted(byte[] element) implements Frame {}

  /**
   * Refuses what was asked for.
   *
   * @param why one line for a person
   */
  record Refused(String why) implements Frame {}
}
