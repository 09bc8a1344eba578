package fanout.process;

/**
 * Something that a worker process can do: a class with a name and a constructor without parameters,
 * on the class path that the worker shares with its parent. Nothing of the object itself travels,
 * only the class's name and the argument and result in its codecs.
 *
 * @param <A> the type of the argument
 * @param <R> the type of the result
 */
public interface Task<A, R> {
  /** Returns how arguments travel. */
  Codec<A> argumentCodec();

  /** Returns how results travel. */
  Codec<R> resultCodec();

  /**
   * Does it, in a worker process.
   *
   * @param queues the queues of the pool, by their names
   * @return the result, which goes back to whoever submitted the task
   * @throws Exception whatever goes wrong; the caller gets a {@link TaskFailedException}
   */
  R run(A argument, Queues queues) throws Exception;
}
