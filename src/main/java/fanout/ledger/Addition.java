package fanout.ledger;

import fanout.EnumWord;
import fanout.TimeSpan;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A known amount of work added to each request of a strategy, to see whether the ladder of controls
 * finds it: the method of standard additions. All of it runs in the request's slot, before
 * <i>started</i>; only {@code lock-inside} runs between <i>sent</i> and <i>received</i>, where a
 * ledger of slot time takes it for service.
 *
 * <p>An amount of 0 still takes the lock and reads the clock: it differs from other amounts by the
 * amount alone. Safe for use by many threads; slots in worker processes get no addition.
 */
public final class Addition {
  /** The forms that {@link #parse} takes, for messages and help texts. */
  public static final String FORMS = "none, wake:2, spin:4us, lock:4us or lock-inside:4us";

  /** No addition. */
  public static final Addition NONE = new Addition(Kind.NONE, 0);

  private static final int MOST_WAKE_UPS = 1_000;

  /** Of all additions: as many as slots were ever waking at once. */
  static final Queue<Partner> IDLE_PARTNERS = new ConcurrentLinkedQueue<>();

  final Kind kind;

  /** Wake-ups for {@link Kind#WAKE}, else nanoseconds; at least 0. */
  final long amount;

  final ReentrantLock lock = new ReentrantLock();

  /** The kinds of work that can be added. */
  enum Kind {
    NONE,
    /** Waking a partner and sleeping until it answers, so many times. */
    WAKE,
    /** Burning a processor for so many nanoseconds. */
    SPIN,
    /** The same while holding a lock that all slots share. */
    LOCK,
    /** The same inside the exchange. */
    LOCK_INSIDE
  }

  private Addition(Kind kind, long amount) {
    this.kind = kind;
    this.amount = amount;
  }

  /**
   * Reads an addition.
   *
   * @param text one of {@link #FORMS}
   * @throws IllegalArgumentException if it has another form, or wants more than 1000 wake-ups
   */
  public static Addition parse(String text) {
    String[] parts = text.split(":", 2);
    if (text.equals("none")) {
      return NONE;
    }
    Kind kind =
        EnumWord.find(Kind.class, parts[0])
            .filter(found -> found != Kind.NONE && parts.length == 2)
            .orElseThrow(() -> malformed(text));
    return new Addition(kind, amount(kind, parts[1], text));
  }

  private static long amount(Kind kind, String amount, String text) {
    if (kind != Kind.WAKE) {
      return TimeSpan.parse(amount).toNanos();
    }
    if (!amount.matches("\\d{1,4}") || Integer.parseInt(amount) > MOST_WAKE_UPS) {
      throw malformed(text);
    }
    return Integer.parseInt(amount);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "addition '%s' is malformed; expected %s, with at most %d wake-ups"
            .formatted(text, FORMS, MOST_WAKE_UPS));
  }

  void beforeStart() {
    switch (kind) {
      case NONE, LOCK_INSIDE -> {}
      case WAKE -> wake();
      case SPIN -> spin();
      case LOCK -> spinLocked();
    }
  }

  void inExchange() {
    if (kind == Kind.LOCK_INSIDE) {
      spinLocked();
    }
  }

  private void spinLocked() {
    lock.lock();
    try {
      spin();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Without a hint to the processor: a hypervisor may take such a hint for leave to run another,
   * and a spin then costs more than its amount.
   */
  private void spin() {
    long end = System.nanoTime() + amount;
    while (System.nanoTime() - end < 0) {
      // the work is that there is none
    }
  }

  private void wake() {
    Partner partner = IDLE_PARTNERS.poll();
    if (partner == null) {
      partner = new Partner();
    }
    for (int times = 0; times < amount; times++) {
      partner.wake();
    }
    IDLE_PARTNERS.add(partner);
  }

  /** A thread that sleeps until it is woken and wakes who woke it. Ends with the JVM. */
  static final class Partner {
    private final Thread thread =
        Thread.ofPlatform().daemon().name("wake-up-partner").start(this::answer);
    private volatile @Nullable Thread caller;

    void wake() {
      caller = Thread.currentThread();
      LockSupport.unpark(thread);
      while (caller != null) {
        LockSupport.park(this);
      }
    }

    private void answer() {
      while (true) {
        Thread woken = caller;
        if (woken == null) {
          LockSupport.park(this);
        } else {
          caller = null;
          LockSupport.unpark(woken);
        }
      }
    }
  }
}
