package fanout.run;

import fanout.os.MachineLimits;
import fanout.os.Terminal;
import fanout.results.Environment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/**
 * A run of benchmarks under JMH's options: plan, run, check that all of the plan was done, write
 * the result.
 */
public final class BenchmarkRun {
  private final RunOptions options;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Reads JMH's options.
   *
   * @param words the words of the command line
   * @param out takes lists and JMH's own output
   * @param err takes the progress
   * @throws BadOptionException if JMH does not understand the options
   */
  public BenchmarkRun(List<String> words, PrintStream out, PrintStream err) {
    this.options = RunOptions.parse(words);
    this.out = out;
    this.err = err;
  }

  /**
   * Does what the options ask for: shows JMH's help or one of its lists, or runs benchmarks.
   *
   * @return the JSON result, if there is one
   * @throws BadOptionException if nothing can be run that way
   * @throws RunFailedException if the run did not complete; no result was written then
   * @throws IOException if the result could not be written
   * @throws InterruptedException if interrupted before the first benchmark
   */
  public Optional<Path> execute() throws IOException, InterruptedException {
    var given = options.given();
    if (given.shouldHelp()) {
      given.showHelp();
    } else if (given.shouldList()) {
      new Runner(given).list();
    } else if (given.shouldListWithParams()) {
      new Runner(given).listWithParams(given);
    } else if (given.shouldListProfilers()) {
      given.listProfilers();
    } else if (given.shouldListResultFormats()) {
      given.listResultFormats();
    } else {
      return run();
    }
    return Optional.empty();
  }

  private Optional<Path> run() throws IOException, InterruptedException {
    RunPlan plan = RunPlan.of(options.forRunner());
    plan.requireParameters(options.parameterNames());
    options.cluster().check(plan);
    new ResourceCheck(limits()).require(plan);
    OwnTarget.requireReachable(plan);
    ResultFormatType format = options.format();
    Path file = options.file(Instant.now());
    ResultWriter writer = new ResultWriter(file, format);
    Environment environment = Environment.capture(options.words(), options.keepAwake());

    warnOf(Doctor.ofThisMachine().findings());
    Thread hook = new Thread(() -> err.println("fanout: interrupted; no result was written"));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Collection<RunResult> results = runAwake(plan);
      requireComplete(plan, results);
      writer.write(results, environment);
    } finally {
      forget(hook);
    }
    out.println("result: " + file);
    return format == ResultFormatType.JSON ? Optional.of(file) : Optional.empty();
  }

  /** Forks inherit this JVM's largest heap, unless they are given one of their own. */
  private MachineLimits limits() {
    MachineLimits limits = MachineLimits.read();
    boolean ownHeap = options.words().stream().anyMatch(word -> word.contains("-Xmx"));
    return ownHeap ? limits.withoutHeap() : limits;
  }

  private void warnOf(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.isWarning()) {
        err.printf("fanout: warning: %s: %s (see doctor)%n", finding.subject(), finding.fact());
      }
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook is what tells so.
      return;
    }
  }

  private Collection<RunResult> runAwake(RunPlan plan) throws InterruptedException {
    if (!options.keepAwake()) {
      return runPlain(plan);
    }
    try (var _ = KeepAwake.start()) {
      return runPlain(plan);
    }
  }

  private Collection<RunResult> runPlain(RunPlan plan) {
    return options.wantsJmhOutput() ? runLoud() : runQuietly(plan);
  }

  private Collection<RunResult> runLoud() {
    try {
      return new Runner(options.forRunner()).run();
    } catch (RunnerException e) {
      throw new RunFailedException("the run failed: " + FailureCause.describe(e, List.of()), e);
    }
  }

  private Collection<RunResult> runQuietly(RunPlan plan) {
    Options forRunner = options.forRunner();
    TimeLeft timeLeft = new TimeLeft(plan);
    try (Progress progress =
        Terminal.isInteractive()
            ? new BarProgress(err, plan, timeLeft)
            : new LineProgress(err, plan, timeLeft)) {
      ProgressOutput output = new ProgressOutput(progress, plan, timeLeft);
      try {
        return new Runner(forRunner, output).run();
      } catch (RunnerException e) {
        throw new RunFailedException(
            "the run failed: " + FailureCause.describe(e, output.lastLines()), e);
      }
    }
  }

  /** JMH leaves out what failed; a result with a row missing would look like a good one. */
  private static void requireComplete(RunPlan plan, Collection<RunResult> results) {
    if (results.size() < plan.variants().size()) {
      throw new RunFailedException(
          "the run is incomplete: "
              + results.size()
              + " of "
              + plan.variants().size()
              + " benchmark variants have a result; none was written");
    }
    for (RunResult result : results) {
      int planned = Math.max(1, result.getParams().getForks());
      int done = result.getBenchmarkResults().size();
      if (done < planned) {
        throw new RunFailedException(
            "the run is incomplete: "
                + result.getParams().getBenchmark()
                + " has "
                + done
                + " of "
                + planned
                + " forks; no result was written");
      }
    }
  }
}
