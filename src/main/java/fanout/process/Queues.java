package fanout.process;

/** The queues of a pool, as its tasks see them. */
public interface Queues {
  /**
   * Returns the queue of a name, which the pool's owner has made.
   *
   * @param name the name that it was made with
   * @param codec the codec that it was made with
   */
  <T> ProcessQueue<T> get(String name, Codec<T> codec);
}
