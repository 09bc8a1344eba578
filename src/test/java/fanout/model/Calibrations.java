package fanout.model;

import fanout.results.Calibration;
import fanout.results.Calibration.Batch;
import fanout.results.Calibration.Settings;
import fanout.results.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Readings of a calibration with a known answer. */
public final class Calibrations {
  /** The ledger's lines, in its order. */
  public static final List<String> LINES =
      List.of("service", "in-task", "hand-off", "ramp-up", "gather", "imbalance", "unused");

  /** The places, in the order of their lines. */
  public static final List<String> PLACES = List.of("in-task", "hand-off", "ramp-up", "gather");

  private static final int SLOTS = 4;
  private static final int REPETITIONS = 6;
  private static final long STEP_NANOS = 8_000_000;
  private static final double NOISE_NANOS = 100_000;

  private Calibrations() {}

  /** How an instrument enters what was added to a batch. */
  public interface Instrument {
    /**
     * Enters it.
     *
     * @param place where it was added
     * @param nanos how much slot time
     * @param lines the ledger's lines, to be added to
     */
    void enter(String place, double nanos, Map<String, Long> lines);
  }

  /** Enters everything in the line of its place. */
  public static void rightly(String place, double nanos, Map<String, Long> lines) {
    lines.merge(place, Math.round(nanos), Long::sum);
  }

  /** Returns the readings of one strategy, whose makespan grows by a share of what was added. */
  public static Calibration of(Instrument instrument, double makespanShare) {
    Random random = new Random(42);
    List<Batch> batches = new ArrayList<>();
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      for (String place : PLACES) {
        for (int step = 0; step < 6; step++) {
          batches.add(batch(random, instrument, makespanShare, place, step));
        }
      }
    }
    return new Calibration(
        Environment.capture(List.of("calibrate")),
        new Settings("park:2ms", SLOTS, 40, REPETITIONS, 1),
        batches);
  }

  private static Batch batch(
      Random random, Instrument instrument, double makespanShare, String place, int step) {
    Map<String, Long> lines = new LinkedHashMap<>();
    for (String line : LINES) {
      lines.put(line, 1_000_000 + Math.round(NOISE_NANOS * random.nextGaussian()));
    }
    Map<String, Long> added = new LinkedHashMap<>();
    long amount = step * STEP_NANOS;
    if (amount > 0) {
      added.put(place, amount);
      if (place.equals("hand-off")) {
        added.put("ramp-up", amount / 10);
      }
    }
    added.forEach((line, nanos) -> instrument.enter(line, nanos, lines));
    double total = added.values().stream().mapToLong(Long::longValue).sum();
    long makespan =
        20_000_000
            + Math.round(makespanShare * total / SLOTS + NOISE_NANOS * random.nextGaussian());
    return new Batch("THREAD_POOL", SLOTS, place, amount, added, lines, makespan);
  }
}
