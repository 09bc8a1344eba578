package fanout.process;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of a pool that are not done: those that wait for a worker, and those under way. */
final class TaskBoard implements Work {
  private final int lanes;
  private final QueueBroker queues = new QueueBroker();
  private final Queue<TaskOrder<?>> waiting = new ArrayDeque<>();
  private final Set<TaskOrder<?>> underWay = new HashSet<>();
  private @Nullable RuntimeException refusal;
  private volatile boolean anyWaits;
  private volatile boolean anyUnderWay;

  TaskBoard(int lanes) {
    this.lanes = lanes;
  }

  /** Returns the queues that the tasks may use. */
  QueueBroker queues() {
    return queues;
  }

  /**
   * Adds a task behind all others.
   *
   * @throws RuntimeException if the board is closed; what it was closed with
   */
  synchronized void add(TaskOrder<?> order) {
    if (refusal != null) {
      throw refusal;
    }
    waiting.add(order);
    anyWaits = true;
  }

  /** Tells, without a lock, whether there may be something to claim. */
  boolean anyWaits() {
    return anyWaits;
  }

  /** Tells, without a lock, whether a worker has a task. */
  boolean anyUnderWay() {
    return anyUnderWay;
  }

  @Override
  public synchronized int share() {
    return Math.max(1, waiting.size() / lanes);
  }

  @Override
  public synchronized @Nullable Order claim(Desk desk, int mostBytes) {
    TaskOrder<?> next = waiting.peek();
    if (next == null || next.bytes() > mostBytes) {
      return null;
    }
    waiting.remove();
    anyWaits = !waiting.isEmpty();
    underWay.add(next);
    anyUnderWay = true;
    next.givenTo(desk);
    return next;
  }

  /** Says that a task is done, well or not. */
  synchronized void over(TaskOrder<?> order) {
    underWay.remove(order);
    anyUnderWay = !underWay.isEmpty();
    notifyAll();
  }

  /**
   * Takes no more tasks.
   *
   * @param why what whoever adds one gets
   */
  synchronized void close(RuntimeException why) {
    if (refusal == null) {
      refusal = why;
    }
  }

  /** Fails the tasks that no worker has, and takes no more. */
  void abandon(RuntimeException why) {
    Set<TaskOrder<?>> lost;
    synchronized (this) {
      close(why);
      lost = new HashSet<>(waiting);
      waiting.clear();
      anyWaits = false;
      notifyAll();
    }
    // Outside of the lock: whoever waits for a task may do anything next.
    lost.forEach(order -> order.fail(why));
  }

  /** Takes tasks back that no worker has; they will not be done. */
  synchronized void withdraw(Collection<? extends TaskOrder<?>> orders) {
    waiting.removeAll(orders);
    anyWaits = !waiting.isEmpty();
    notifyAll();
  }

  /**
   * Fails the tasks of a worker that has died, and those that no worker has; takes no more.
   *
   * @param lost what the worker had; what is no task is left alone
   */
  void workerDied(Desk desk, Collection<Order> lost, WorkerDiedException why) {
    abandon(why);
    queues.forget(desk);
    for (Order order : lost) {
      if (order instanceof TaskOrder<?> task) {
        over(task);
        task.fail(why);
      }
    }
  }

  /** Waits until every task is done. */
  synchronized void awaitAll() throws InterruptedException {
    while (!waiting.isEmpty() || !underWay.isEmpty()) {
      wait();
    }
  }
}
