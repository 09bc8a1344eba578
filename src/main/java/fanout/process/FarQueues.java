package fanout.process;

import fanout.process.Frame.Granted;
import fanout.process.Frame.Put;
import fanout.process.Frame.Refused;
import fanout.process.Frame.Take;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A pool's queues as a worker process sees them: each operation asks the parent and waits for its
 * answer. To be used by the thread that runs the task.
 */
final class FarQueues implements Queues {
  private final FrameChannel channel;
  private final Queue<Frame> backlog = new ArrayDeque<>();

  FarQueues(FrameChannel channel) {
    this.channel = channel;
  }

  /** Returns the frames that came before the answers, which were for somebody else. */
  Queue<Frame> backlog() {
    return backlog;
  }

  @Override
  public <T> ProcessQueue<T> get(String name, Codec<T> codec) {
    return new FarQueue<>(name, codec);
  }

  private byte[] ask(Frame question) throws InterruptedException {
    // The channel is never used by a thread that is interrupted: that could close it.
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before a queue was asked");
    }
    try {
      channel.send(question);
      while (channel.await()) {
        Frame frame = channel.take();
        switch (frame) {
          case Granted granted -> {
            return granted.element();
          }
          case Refused refused -> throw new IllegalStateException(refused.why());
          default -> backlog.add(frame);
        }
      }
      throw new IllegalStateException("the pool has ended");
    } catch (IOException e) {
      throw new UncheckedIOException("the pool cannot be reached", e);
    }
  }

  private final class FarQueue<T> implements ProcessQueue<T> {
    private final String name;
    private final Codec<T> codec;

    FarQueue(String name, Codec<T> codec) {
      this.name = name;
      this.codec = codec;
    }

    @Override
    public void put(T element) throws InterruptedException {
      ask(new Put(name, TaskType.encode(codec, element, "an element of queue '" + name + "'")));
    }

    @Override
    public T take() throws InterruptedException {
      try {
        return TaskType.decode(codec, ask(new Take(name)));
      } catch (IOException e) {
        throw new EncodingException("an element of queue '" + name + "' cannot be decoded", e);
      }
    }
  }
}
