package fanout.process;

/**
 * A bounded queue that the parent and all its worker processes put elements on and take elements
 * from, in order of arrival. It lives in the parent; a worker's {@link #put} and {@link #take} go
 * there and back.
 *
 * @param <T> the type of the elements
 */
public interface ProcessQueue<T> {
  /**
   * Adds an element behind all others, and waits while the queue is full.
   *
   * @throws IllegalArgumentException if the element cannot be encoded or is too long for a frame
   * @throws IllegalStateException if the queue is not there, or not any more
   * @throws InterruptedException if interrupted; the element was not added
   */
  void put(T element) throws InterruptedException;

  /**
   * Takes the first element, and waits while there is none.
   *
   * @throws IllegalStateException if the queue is not there, or not any more
   * @throws InterruptedException if interrupted
   */
  T take() throws InterruptedException;
}
