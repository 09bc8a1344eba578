package fanout.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Orders sent to one worker and not yet answered, oldest first, which is the order of the answers.
 *
 * <p>A worker that has nothing reads, so a frame of any length can be written to it. One that is at
 * something may be writing, and would not read before the parent has: so what it is sent beyond
 * that must be short enough to be held by the smallest pipe, or both would wait for each other.
 */
final class InFlight {
  /** A page: what a pipe holds at least, whatever the kernel's limits for its user. */
  static final int HELD_BYTES = 4096;

  private final Queue<Sent> sent = new ArrayDeque<>();
  private int waitingBytes;
  private @Nullable Order overdue;

  /** An order and how much of a pipe it may take; the oldest takes none, since it is read. */
  private static final class Sent {
    private final Order order;
    private int bytes;

    Sent(Order order, int bytes) {
      this.order = order;
      this.bytes = bytes;
    }
  }

  /** Returns the longest frame that may be sent now, in bytes. */
  synchronized int mostBytes() {
    return sent.isEmpty() ? Integer.MAX_VALUE : HELD_BYTES - waitingBytes;
  }

  /** Adds an order, before its bytes can leave, or its answer could come to nothing. */
  synchronized void add(Order order, int bytes) {
    int held = sent.isEmpty() ? 0 : bytes;
    sent.add(new Sent(order, held));
    waitingBytes += held;
  }

  synchronized void remove(Order order) {
    sent.removeIf(each -> each.order.equals(order));
    waitingBytes = sent.stream().mapToInt(each -> each.bytes).sum();
  }

  /** Returns the order whose answer is due, or {@code null}. */
  synchronized @Nullable Order oldest() {
    Sent first = sent.peek();
    return first == null ? null : first.order;
  }

  /** Takes the oldest order away, which has been answered; false if it was given up before. */
  synchronized boolean removeOldest() {
    if (overdue != null) {
      return false;
    }
    sent.remove();
    Sent next = sent.peek();
    if (next != null) {
      waitingBytes -= next.bytes;
      next.bytes = 0;
    }
    return true;
  }

  /** Gives the oldest order up; false if it is another by now, or one was given up before. */
  synchronized boolean giveUp(Order order) {
    if (overdue != null || !order.equals(oldest())) {
      return false;
    }
    overdue = order;
    return true;
  }

  /** Returns the order that was given up, or {@code null}. */
  synchronized @Nullable Order overdue() {
    return overdue;
  }

  synchronized int size() {
    return sent.size();
  }

  /** Takes all away, since their worker has died. */
  synchronized List<Order> removeAll() {
    List<Order> all = new ArrayList<>();
    sent.forEach(each -> all.add(each.order));
    sent.clear();
    waitingBytes = 0;
    return all;
  }
}
