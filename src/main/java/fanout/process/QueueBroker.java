package fanout.process;

import fanout.process.TaskFrame.Granted;
import fanout.process.TaskFrame.Put;
import fanout.process.TaskFrame.Refused;
import fanout.process.TaskFrame.Take;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The queues of a pool, and the answers to the workers that use them. */
final class QueueBroker {
  private final Map<String, BoundedQueue> queues = new ConcurrentHashMap<>();

  /**
   * Makes a queue.
   *
   * @throws IllegalArgumentException if there is one of the name, or the capacity is below 1
   */
  BoundedQueue make(String name, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a queue's capacity must be > 0, was " + capacity);
    }
    BoundedQueue queue = new BoundedQueue(capacity);
    if (queues.putIfAbsent(name, queue) != null) {
      throw new IllegalArgumentException("the pool has a queue '" + name + "' already");
    }
    return queue;
  }

  /** Puts a worker's element on a queue, and answers now or when there is room. */
  void put(Put put, Desk worker) {
    BoundedQueue queue = queues.get(put.queue());
    if (queue == null) {
      new FarWaiter(worker).send(refusal(put.queue()));
    } else {
      queue.put(put.element(), new FarWaiter(worker));
    }
  }

  /** Takes a queue's first element for a worker, and answers now or when there is one. */
  void take(Take take, Desk worker) {
    BoundedQueue queue = queues.get(take.queue());
    if (queue == null) {
      new FarWaiter(worker).send(refusal(take.queue()));
    } else {
      queue.take(new FarWaiter(worker));
    }
  }

  /** Refuses all that wait: the pool ends. */
  void close() {
    queues.values().forEach(BoundedQueue::close);
  }

  /** Forgets a worker that has died: what it waited to take stays, what it waited to put goes. */
  void forget(Desk worker) {
    queues.values().forEach(queue -> queue.withdraw(new FarWaiter(worker)));
  }

  private static Refused refusal(String queue) {
    return new Refused("the pool has no queue '" + queue + "'");
  }

  /** A worker that waits; it waits for one thing at a time. */
  private record FarWaiter(Desk worker) implements BoundedQueue.Waiter {
    @Override
    public void answer(@Nullable ByteBuffer element) {
      send(element == null ? new Refused("the pool ends") : new Granted(element));
    }

    void send(Frame frame) {
      try {
        worker.send(frame);
      } catch (IOException e) {
        // It is dead or dying, and its lane will say how: nobody waits for this any more.
      }
    }
  }
}
