package fanout.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
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
  private final Supplier<@Nullable RuntimeException> abandonment;

  /**
   * Makes a view of a queue.
   *
   * @param abandonment returns why the pool has ended, unless it was closed in order
   */
  ParentQueue(
      String name,
      Codec<T> codec,
      BoundedQueue queue,
      Supplier<@Nullable RuntimeException> abandonment) {
    this.name = name;
    this.codec = codec;
    this.queue = queue;
    this.abandonment = abandonment;
  }

  @Override
  public void put(T element) throws InterruptedException {
    byte[] bytes = TaskType.encode(codec, element, "an element of queue '" + name + "'");
    Answer answer = new Answer();
    queue.put(bytes, answer);
    if (await(answer) == null) {
      throw ended();
    }
  }

  @Override
  public T take() throws InterruptedException {
    Answer answer = new Answer();
    queue.take(answer);
    return decode(await(answer));
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

  /** Returns the answer; an interrupt that comes too late for a withdrawal is restored. */
  private byte @Nullable [] await(Answer answer) throws InterruptedException {
    try {
      return answer.future.get();
    } catch (InterruptedException e) {
      if (queue.withdraw(answer)) {
        throw e;
      }
      Thread.currentThread().interrupt();
      return answer.future.join();
    } catch (ExecutionException e) {
      throw new AssertionError("an answer never fails", e);
    }
  }

  private T decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw ended();
    }
    try {
      return TaskType.decode(codec, bytes);
    } catch (IOException e) {
      throw new EncodingException("an element of queue '" + name + "' cannot be decoded", e);
    }
  }

  private IllegalStateException ended() {
    RuntimeException why = abandonment.get();
    String words = why instanceof WorkerDiedException death ? ": " + death.summary() : "";
    return new IllegalStateException("the pool of queue '" + name + "' has ended" + words, why);
  }

  /** Someone in this process who waits. */
  private static final class Answer implements BoundedQueue.Waiter {
    private final CompletableFuture<byte @Nullable []> future = new CompletableFuture<>();

    @Override
    public void answer(byte @Nullable [] element) {
      future.complete(element);
    }
  }
}
