package fanout.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Elements in order of arrival, at most so many, and those who wait: to put while it is full, to
 * take while it is empty. Each is answered once, by whoever makes it possible and outside of the
 * lock.
 */
final class BoundedQueue {
  private static final byte[] NOTHING = {};

  private final int capacity;
  private final Queue<byte[]> elements = new ArrayDeque<>();
  private final Queue<Putting> putting = new ArrayDeque<>();
  private final Queue<Waiter> taking = new ArrayDeque<>();
  private boolean closed;

  BoundedQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Someone who gets an element, or an empty one as a receipt. */
  interface Waiter {
    /**
     * Takes the answer; must not fail.
     *
     * @param element {@code null} if the queue was closed
     */
    void answer(byte @Nullable [] element);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Putting(byte[] element, Waiter waiter) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answer(Waiter waiter, byte @Nullable [] element) {}

  /** Adds an element; the waiter gets an empty one once it is among the others. */
  void put(byte[] element, Waiter waiter) {
    List<Answer> answers = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        answers.add(new Answer(waiter, null));
      } else {
        putting.add(new Putting(element, waiter));
        settle(answers);
      }
    }
    give(answers);
  }

  /** Asks for the first element. */
  void take(Waiter waiter) {
    List<Answer> answers = new ArrayList<>();
    synchronized (this) {
      taking.add(waiter);
      settle(answers);
    }
    give(answers);
  }

  byte @Nullable [] poll() {
    List<Answer> answers = new ArrayList<>();
    byte @Nullable [] first;
    synchronized (this) {
      first = elements.poll();
      settle(answers);
    }
    give(answers);
    return first;
  }

  /** Withdraws someone who waits; false if there is an answer already. */
  synchronized boolean withdraw(Waiter waiter) {
    boolean put = putting.removeIf(each -> each.waiter.equals(waiter));
    boolean take = taking.removeIf(each -> each.equals(waiter));
    return put || take;
  }

  /** Refuses all who wait and all who come to put; elements that are there can be taken. */
  void close() {
    List<Answer> answers = new ArrayList<>();
    synchronized (this) {
      closed = true;
      settle(answers);
    }
    give(answers);
  }

  synchronized List<Waiter> waiting() {
    List<Waiter> waiting = new ArrayList<>(taking);
    putting.forEach(each -> waiting.add(each.waiter));
    return waiting;
  }

  private void settle(List<Answer> answers) {
    boolean moved = true;
    while (moved) {
      moved = false;
      if (!putting.isEmpty() && elements.size() < capacity) {
        Putting next = putting.remove();
        elements.add(next.element);
        answers.add(new Answer(next.waiter, NOTHING));
        moved = true;
      }
      if (!taking.isEmpty() && !elements.isEmpty()) {
        answers.add(new Answer(taking.remove(), elements.remove()));
        moved = true;
      }
    }
    if (closed) {
      putting.forEach(each -> answers.add(new Answer(each.waiter, null)));
      taking.forEach(each -> answers.add(new Answer(each, null)));
      putting.clear();
      taking.clear();
    }
  }

  private static void give(List<Answer> answers) {
    answers.forEach(each -> each.waiter.answer(each.element));
  }
}
