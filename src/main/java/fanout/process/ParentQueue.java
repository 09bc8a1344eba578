package fanout.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A pool's queue in the hands of the pool's owner.
 *
 * @param <T> the type of the elements
 */
public final class ParentQueue<T> implements ProcessQueue<T> {
  private final String name;
  private final Codec<T> codec;
  private final BoundedQueue queue;

  ParentQueue(String name, Codec<T> codec, BoundedQueue queue) {
    this.name = name;
    this.codec = codec;
    this.queue = queue;
  }

  @Override
  public void put(T element) throws InterruptedException {
    byte[] bytes = TaskType.encode(codec, element, "an element of queue '" + name + "'");
    Answer answer = new Answer();
    queue.put(bytes, answer);
    try {
      answer.await(name);
    } catch (InterruptedException e) {
      if (queue.withdraw(answer)) {
        throw e;
      }
      Thread.currentThread().interrupt(); // too late: it is in the queue
    }
  }

  @Override
  public T take() throws InterruptedException {
    Answer answer = new Answer();
    queue.take(answer);
    try {
      return decode(answer.await(name));
    } catch (InterruptedException e) {
      if (queue.withdraw(answer)) {
        throw e;
      }
      T element = decode(answer.future.join()); // too late: it is out of the queue
      Thread.currentThread().interrupt();
      return element;
    }
  }

  /**
   * Takes all elements that are there, without waiting; also after the pool has ended.
   *
   * @return the elements in their order
   */
  public List<T> drain() {
    List<T> drained = new ArrayList<>();
    for (byte[] first = queue.poll(); first != null; first = queue.poll()) {
      drained.add(decode(first));
    }
    return drained;
  }

  private T decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw ended(name);
    }
    try {
      return TaskType.decode(codec, bytes);
    } catch (IOException e) {
      throw new EncodingException("an element of queue '" + name + "' cannot be decoded", e);
    }
  }

  private static IllegalStateException ended(String name) {
    return new IllegalStateException("the pool of queue '" + name + "' has ended");
  }

  /** Someone in this process who waits. */
  private static final class Answer implements BoundedQueue.Waiter {
    private final CompletableFuture<byte @Nullable []> future = new CompletableFuture<>();

    @Override
    public void answer(byte @Nullable [] element) {
      future.complete(element);
    }

    byte[] await(String name) throws InterruptedException {
      try {
        byte[] element = future.get();
        if (element == null) {
          throw ended(name);
        }
        return element;
      } catch (ExecutionException e) {
        throw new AssertionError("an answer never fails", e);
      }
    }
  }
}
