package fanout.ledger;

import fanout.os.Counts;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The processors' time, by who used it: processors·W = driver + workers + their compilers + stub +
 * the rest. A part that the platform cannot tell is empty, never 0; so is the rest then.
 *
 * @param processors the processors of the machine that the program may use, at least 1
 * @param wallNanos W, the time that the ledger covers in nanoseconds, above 0
 * @param driver the process that issued the batches
 * @param workers all worker processes; zeros for a strategy that has none
 * @param stubNanos processor time of the stub server's process; 0 for an exchange without one
 */
public record CpuLedger(
    int processors, long wallNanos, Clock driver, Clock workers, OptionalLong stubNanos) {
  /**
   * The processor time of one process or more.
   *
   * @param allNanos that of all threads, at least 0
   * @param compilerNanos that of the JIT compilers' threads; taken for at least 0, since a thread
   *     that ends takes its time with it. Where it is unknown, compilers are part of the rest of
   *     the process
   */
  public record Clock(OptionalLong allNanos, OptionalLong compilerNanos) {
    /** Takes what compilers used for at least 0. */
    public Clock {
      if (compilerNanos.isPresent()) {
        compilerNanos = OptionalLong.of(Math.max(0, compilerNanos.getAsLong()));
      }
    }

    /** Returns the time without that of compilers, at least 0. */
    public OptionalLong nanos() {
      return allNanos.isPresent()
          ? OptionalLong.of(Math.max(0, allNanos.getAsLong() - compilerNanos.orElse(0)))
          : allNanos;
    }
  }

  /** The share of one processor from which on a stub is taken to be the limit of its trial. */
  public static final double STUB_LIMIT = 0.9;

  /** Returns processors·W, in nanoseconds. */
  public long capacityNanos() {
    return Math.multiplyExact((long) processors, wallNanos);
  }

  /**
   * Returns the rest: idle time, the operating system and other processes.
   *
   * @return nanoseconds; slightly below 0 when the machine was full, because the clocks of several
   *     processes cannot be read at one instant; empty unless every part is known
   */
  public OptionalLong restNanos() {
    OptionalLong known = Counts.sum(Stream.of(driver.allNanos, workers.allNanos, stubNanos));
    return known.isPresent()
        ? OptionalLong.of(capacityNanos() - known.getAsLong())
        : OptionalLong.empty();
  }

  /**
   * Returns driver + workers without their compilers, in nanoseconds; empty unless both are known.
   */
  public OptionalLong clientNanos() {
    return Counts.sum(Stream.of(driver.nanos(), workers.nanos()));
  }

  /** Returns what the compilers of the client used, in nanoseconds; empty unless both are known. */
  public OptionalLong compilerNanos() {
    return Counts.sum(Stream.of(driver.compilerNanos, workers.compilerNanos));
  }

  /** Returns how much of one processor the stub used, from 0 to the number of processors. */
  public OptionalDouble stubShareOfOneProcessor() {
    return stubNanos.isPresent()
        ? OptionalDouble.of((double) stubNanos.getAsLong() / wallNanos)
        : OptionalDouble.empty();
  }

  /**
   * Tells whether the stub's processor time shows it to be the limit: at least {@link #STUB_LIMIT}
   * of one processor. That it does not is no proof while its processor time is unknown.
   */
  public boolean isStubBusy() {
    return stubShareOfOneProcessor().orElse(0) >= STUB_LIMIT;
  }
}
