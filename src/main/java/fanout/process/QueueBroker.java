package fanout.process;

import fanout.process.Frame.Granted;
import fanout.process.Frame.Put;
import fanout.process.Frame.Refused;
import fanout.process.Frame.Take;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The queues of a pool, and the answers to the workers that use them. */
final class QueueBroker {
  private final Map<String, BoundedQueue> queues = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Makes a queue, which is closed if the others are.
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
    if (closed) { // asked once close() can see the queue, so that one of the two closes it
      queue.close();
    }
    return queue;
  }

  /** Puts a worker's element on a queue, and answers now or when there is room. */
  void put(Put put, Worker worker) {
    BoundedQueue queue = queues.get(put.queue());
    if (queue == null) {
      worker.sender().send(refusal(put.queue()));
    } else {
      queue.put(put.element(), new FarWaiter(worker));
    }
  }

  /** Takes a queue's first element for a worker, and answers now or when there is one. */
  void take(Take take, Worker worker) {
    BoundedQueue queue = queues.get(take.queue());
    if (queue == null) {
      worker.sender().send(refusal(take.queue()));
    } else {
      queue.take(new FarWaiter(worker));
    }
  }

  /** Refuses all that wait: the pool ends. */
  void close() {
    closed = true;
    queues.values().forEach(BoundedQueue::close);
  }

  /** Forgets a worker that has died: what it waited to take stays, what it waited to put goes. */
  void forget(Worker worker) {
    queues.values().forEach(queue -> queue.withdraw(new FarWaiter(worker)));
  }

  Set<Worker> waiting() {
    Set<Worker> waiting = new HashSet<>();
    for (BoundedQueue queue : queues.values()) {
      for (BoundedQueue.Waiter waiter : queue.waiting()) {
        if (waiter instanceof FarWaiter far) {
          waiting.add(far.worker);
        }
      }
    }
    return waiting;
  }

  private static Refused refusal(String queue) {
    return new Refused("the pool has no queue '" + queue + "'");
  }

  /** A worker that waits; it waits for one thing at a time. */
  private record FarWaiter(Worker worker) implements BoundedQueue.Waiter {
    @Override
    public void answer(byte @Nullable [] element) {
      Frame answer = element == null ? new Refused("the pool ends") : new Granted(element);
      worker.sender().send(answer);
    }
  }
}
