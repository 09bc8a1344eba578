package fanout.run;

import fanout.exchange.Target;
import fanout.ledger.Bookkeeper;
import fanout.ledger.Injection;
import fanout.ledger.Injection.Place;
import fanout.ledger.Line;
import fanout.ledger.SlotLedger;
import fanout.ledger.Timeline;
import fanout.results.Calibration;
import fanout.results.Environment;
import fanout.run.CalibrationPlan.Addition;
import fanout.strategy.Chunk;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.strategy.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A calibration's measuring part: batches to which known coordination is added, and what the ledger
 * and the clock read.
 *
 * <p>It runs in this JVM and not in forks of JMH: nothing is compared between forks, only batches
 * with batches a moment before and after them, and the code under test is the very code that a fork
 * runs. Each strategy is warm before its first recorded batch, and the order of the batches is
 * random, so what compilation still changes falls on all amounts alike.
 */
public final class CalibrationRun {
  /** Enough for the ledger's and the strategies' code to be compiled: some 2000 requests. */
  private static final int WARM_UP_ROUNDS = 2;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final CalibrationPlan plan;
  private final PrintWriter err;
  private final List<Calibration.Batch> batches = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param err takes a line for each strategy
   */
  public CalibrationRun(CalibrationPlan plan, PrintWriter err) {
    this.plan = plan;
    this.err = err;
  }

  /** Returns where the readings of a run at the given time go. */
  public static Path file(Instant now) {
    return Path.of("results", "calibration-" + RunOptions.fileTime(now) + ".json");
  }

  /**
   * Issues all batches and writes what was read.
   *
   * @param file where the readings go, as JSON
   * @param words the words of the command line, for the record
   * @throws BadOptionException if the file could not be written; nothing is run then
   * @throws IOException if it cannot be written after all
   * @throws fanout.ledger.LedgerException if a batch's books do not close within 0.1 %
   * @throws InterruptedException if the caller was interrupted
   */
  public Calibration execute(Path file, List<String> words)
      throws IOException, InterruptedException {
    AtomicFile place = AtomicFile.at(file);
    Environment environment = Environment.capture(words, false);
    for (Strategy strategy : plan.strategies()) {
      long began = System.nanoTime();
      err.printf("calibrate: %s, %d batches ...%n", strategy, plan.batches());
      calibrate(strategy);
      err.printf("calibrate: %s, done in %.0f s%n", strategy, (System.nanoTime() - began) / 1e9);
    }
    Calibration calibration = new Calibration(environment, settings(), batches);
    place.replace(JSON.writeValueAsBytes(calibration));
    return calibration;
  }

  private Calibration.Settings settings() {
    return new Calibration.Settings(
        CalibrationPlan.EXCHANGE.toString(),
        plan.concurrency(),
        plan.requests(),
        plan.repetitions(),
        plan.seed());
  }

  private void calibrate(Strategy strategy) throws InterruptedException {
    int slots = plan.slots(strategy);
    Timeline timeline = Timeline.recording(plan.requests(strategy));
    Bookkeeper bookkeeper = new Bookkeeper(plan.requests(strategy), slots);
    List<Addition> additions = plan.additions(strategy);
    int warmUp = WARM_UP_ROUNDS * additions.size() / plan.repetitions();
    FanOutConfig config = new FanOutConfig(slots, CalibrationPlan.EXCHANGE, Target.NONE, Chunk.ONE);
    try (FanOut fanOut = strategy.open(config)) {
      for (Addition addition : additions.subList(0, warmUp)) {
        issue(fanOut, timeline, bookkeeper, injection(addition, slots));
      }
      for (Addition addition : additions) {
        Injection injection = injection(addition, slots);
        SlotLedger ledger = issue(fanOut, timeline, bookkeeper, injection);
        batches.add(reading(strategy, injection, ledger));
      }
    }
  }

  private static Injection injection(Addition addition, int slots) {
    return Injection.of(addition.place(), addition.amountNanos(), slots);
  }

  private static SlotLedger issue(
      FanOut fanOut, Timeline timeline, Bookkeeper bookkeeper, Injection injection)
      throws InterruptedException {
    timeline.inject(injection);
    fanOut.issue(timeline);
    return bookkeeper.book(timeline).requireClosed();
  }

  private static Calibration.Batch reading(
      Strategy strategy, Injection injection, SlotLedger ledger) {
    Map<String, Long> added = new LinkedHashMap<>();
    for (Place place : Place.values()) {
      if (injection.addedNanos(place) > 0) {
        added.put(place.word(), injection.addedNanos(place));
      }
    }
    Map<String, Long> lines = new LinkedHashMap<>();
    for (Line line : Line.values()) {
      lines.put(line.word(), ledger.lines().nanos(line));
    }
    return new Calibration.Batch(
        strategy.name(),
        ledger.concurrency(),
        injection.place().word(),
        injection.amountNanos(),
        added,
        lines,
        ledger.makespanNanos());
  }
}
