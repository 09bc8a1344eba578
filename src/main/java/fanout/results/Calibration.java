package fanout.results;

import java.util.List;
import java.util.Map;

/**
 * What a calibration read: every batch to which a known amount of coordination was added, or none.
 *
 * @param kind always {@value #KIND}: tells this file from a result in JMH's form
 * @param environment where and with what it took place
 * @param settings what was asked for
 * @param batches all batches, in the order in which they were issued
 */
public record Calibration(
    String kind, Environment environment, Settings settings, List<Batch> batches) {
  /** What the file is. */
  public static final String KIND = "fanout-calibration";

  /** Keeps a calibration's parts. */
  public Calibration(Environment environment, Settings settings, List<Batch> batches) {
    this(KIND, environment, settings, batches);
  }

  /**
   * What was asked for.
   *
   * @param exchange the exchange, such as {@code park:2ms}
   * @param concurrency c of the strategies that have slots to choose; one thread has one
   * @param requests N for c slots; one thread issues N ÷ c
   * @param repetitions the batches for each strategy, place and amount
   * @param seed of the order of the batches
   */
  public record Settings(
      String exchange, int concurrency, int requests, int repetitions, long seed) {}

  /**
   * One batch. Lines and places have the names that are printed, such as {@code hand-off}.
   *
   * @param strategy the strategy that issued it
   * @param slots the slots it had, at least 1
   * @param place where coordination was added
   * @param askedNanos what was asked for at each opportunity, in nanoseconds, at least 0
   * @param addedNanos by line, the slot time that the injector's own account says was added, in
   *     nanoseconds; a line that has no part in it is missing
   * @param lineNanos by line, the slot time that the ledger found, in nanoseconds
   * @param makespanNanos from the batch's start to its end, in nanoseconds, above 0
   */
  public record Batch(
      String strategy,
      int slots,
      String place,
      long askedNanos,
      Map<String, Long> addedNanos,
      Map<String, Long> lineNanos,
      long makespanNanos) {

    /** Returns the slot time that was added to one line, in nanoseconds, at least 0. */
    public long addedTo(String line) {
      return addedNanos.getOrDefault(line, 0L);
    }

    /** Returns all slot time that was added, in nanoseconds, at least 0. */
    public long added() {
      return addedNanos.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
