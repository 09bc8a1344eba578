package fanout.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one worker has been handed and has not answered, in the order in which it will, and the
 * handing over.
 *
 * <p>A worker that has nothing reads, so a frame of any length can be written to it. One that is at
 * something may be writing, and would not read before the parent has: so what it is handed beyond
 * that must be short enough to be held by the smallest pipe, or both would wait for each other.
 *
 * <p>Any thread may hand over, one receives.
 */
final class Desk {
  /** A page: what a pipe holds at least, whatever the kernel's limits for its user. */
  private static final int HELD_BYTES = 4096;

  private final FrameChannel channel;
  private final LaneBooks books;
  private final ReentrantLock sending = new ReentrantLock();
  private final Queue<Handed> outstanding = new ArrayDeque<>();
  private int waitingBytes;
  private volatile int window;

  Desk(FrameChannel channel, LaneBooks books, int window) {
    this.channel = channel;
    this.books = books;
    this.window = window;
  }

  /** Returns the books of the lane. */
  LaneBooks books() {
    return books;
  }

  /** Hands over one order at a time from now on. */
  void narrow() {
    window = 1;
  }

  /**
   * Hands over what there is room for.
   *
   * @return the number of orders
   * @throws IOException if they could not be written; they are outstanding all the same
   */
  int fill(Work work) throws IOException {
    sending.lock();
    try {
      int handed = 0;
      while (has() < Math.min(window, work.share())) {
        Order order = work.claim(this, mostBytes());
        if (order == null) {
          break;
        }
        hand(order);
        handed++;
      }
      if (handed > 0) {
        channel.flush();
      }
      return handed;
    } finally {
      sending.unlock();
    }
  }

  /** Writes a frame that is no order. */
  void send(Frame frame) throws IOException {
    sending.lock();
    try {
      channel.send(frame);
    } finally {
      sending.unlock();
    }
  }

  /** Returns the order whose answer is due, or {@code null}. */
  synchronized @Nullable Order oldest() {
    Handed first = outstanding.peek();
    return first == null ? null : first.order;
  }

  /** Takes the oldest order away: it has been answered. */
  synchronized void clearOldest() {
    outstanding.remove();
    Handed next = outstanding.peek();
    if (next != null) {
      waitingBytes -= next.bytes;
      next.bytes = 0;
    }
  }

  /** Tells whether the worker has nothing. */
  synchronized boolean isClear() {
    return outstanding.isEmpty();
  }

  /** Returns what the worker has, the oldest first. */
  synchronized List<Order> outstanding() {
    return outstanding.stream().map(handed -> handed.order).toList();
  }

  private synchronized int has() {
    return outstanding.size();
  }

  private synchronized int mostBytes() {
    return outstanding.isEmpty() ? Integer.MAX_VALUE : HELD_BYTES - waitingBytes;
  }

  private void hand(Order order) {
    Handed handed = new Handed(order);
    // Before its bytes can leave, or an answer could come to nothing.
    synchronized (this) {
      outstanding.add(handed);
    }
    long before = channel.bytesSent();
    order.putInto(channel);
    synchronized (this) {
      if (outstanding.peek() != handed) {
        handed.bytes = (int) (channel.bytesSent() - before);
        waitingBytes += handed.bytes;
      }
    }
  }

  /** An order, and how much of a pipe it may take; the oldest takes none, since it is read. */
  private static final class Handed {
    private final Order order;
    private int bytes;

    Handed(Order order) {
      this.order = order;
    }
  }
}
