package fanout.cli;

import fanout.model.Attribution;
import fanout.model.StandardAddition.Verdict;
import fanout.report.CalibrationText;
import fanout.results.Calibration;
import fanout.run.CalibrationPlan;
import fanout.run.CalibrationRun;
import fanout.strategy.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code calibrate}: is the instrument right on this machine? */
@Command(
    name = "calibrate",
    description = {
      "Adds known amounts of coordination at four places to batches of each strategy, and tells"
          + " whether the ledger finds them again: in the right line, in the right size, and"
          + " whether a stopwatch that knows nothing of the ledger agrees. Takes 2 to 3 minutes.",
      "",
      "Exit code 0: the instrument holds; 1: it fails, or cannot be told; 2: bad usage."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar calibrate",
      "  java -jar target/benchmarks.jar calibrate --short",
      "      less than 40 s, with wider intervals",
      "  java -jar target/benchmarks.jar calibrate --strategy WORKER_PROCESSES --seed 7",
      "  java -jar target/benchmarks.jar calibrate --concurrency 10 --requests 100"
    })
final class CalibrateCommand implements Callable<Integer> {
  private static final int REQUESTS_PER_SLOT = 10;
  private static final int REPETITIONS = 50;
  private static final int SHORT_REPETITIONS = 10;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}. Default: those of the suite.")
  private List<Strategy> strategies = Strategy.suite();

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      description = "Slots of each strategy; one thread has one. Default: ${DEFAULT-VALUE}.",
      defaultValue = "4")
  private int concurrency;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description =
          "Requests of a batch, a multiple of C; one thread issues N / C. Default: "
              + REQUESTS_PER_SLOT
              + " * C.")
  private @Nullable Integer requests;

  @Option(
      names = "--repetitions",
      paramLabel = "R",
      description = "Batches for each strategy, place and amount. Default: " + REPETITIONS + ".")
  private @Nullable Integer repetitions;

  @Option(names = "--short", description = "The short form, " + SHORT_REPETITIONS + " repetitions.")
  private boolean brief;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Of the order of the batches. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the readings go. Default: results/calibration-<UTC time>.json.")
  private @Nullable Path output;

  @Option(
      names = "--format",
      description = "text or json; default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private Format format;

  @Spec private CommandSpec spec;

  /** What {@code --format json} writes. */
  private record Found(Verdict verdict, List<Attribution> strategies) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireTextOrJson();
    Path file = output == null ? CalibrationRun.file(Instant.now()) : output;
    PrintWriter err = spec.commandLine().getErr();
    Calibration calibration =
        new CalibrationRun(plan(), err)
            .execute(file, spec.commandLine().getParent().getParseResult().originalArgs());
    err.println("readings: " + file);
    CalibrationText text = new CalibrationText(calibration);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        format == Format.json
            ? Json.write(new Found(text.verdict(), text.attributions()))
            : text.toText());
    out.flush();
    return text.verdict() == Verdict.HOLDS ? 0 : Main.REGRESSION;
  }

  private void requireTextOrJson() {
    if (format != Format.text && format != Format.json) {
      throw new ParameterException(
          spec.commandLine(), "--format must be text or json, was " + format);
    }
  }

  private CalibrationPlan plan() {
    if (brief && repetitions != null) {
      throw new ParameterException(
          spec.commandLine(), "--short and --repetitions exclude each other");
    }
    int usual = brief ? SHORT_REPETITIONS : REPETITIONS;
    try {
      return new CalibrationPlan(
          strategies,
          concurrency,
          requests == null ? REQUESTS_PER_SLOT * concurrency : requests,
          repetitions == null ? usual : repetitions,
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
