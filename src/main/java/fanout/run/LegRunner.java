package fanout.run;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;

/** The legs of a plan as JMH runs them: each is complete, or the run fails. */
final class LegRunner {
  private final RunOptions options;
  private final GuardedRunner runner;
  private final Supplier<Collection<String>> log;

  /**
   * Prepares runs.
   *
   * @param output takes what JMH says
   * @param log the last lines of it, for the message of a failure
   */
  LegRunner(RunOptions options, OutputFormat output, Supplier<Collection<String>> log)
      throws IOException {
    this.options = options;
    this.runner = new GuardedRunner(output);
    this.log = log;
  }

  /**
   * Runs a plan: each group by itself, and then all other benchmarks together.
   *
   * @param keep takes the rows of each of these as they come
   * @param begun takes those of a group's complete forks before the next one, each time all
   * @throws RunFailedException if JMH fails, or leaves a variant or a fork out
   */
  void run(RunPlan plan, Consumer<List<MeasuredRow>> keep, Consumer<List<MeasuredRow>> begun) {
    long others = 0;
    for (Leg leg : plan.legs()) {
      if (leg.group().isPresent()) {
        Group group = leg.group().get();
        Collection<RunResult> results =
            run(1, options.forGroup(group, leg.mode(), leg.forks()), begun(group, begun));
        keep.accept(MeasuredRow.of(results.iterator().next(), group));
      } else {
        others++;
      }
    }
    if (others > 0) {
      keep.accept(run(others, options.forOthers(), _ -> {}).stream().map(MeasuredRow::of).toList());
    }
  }

  /** Forks that would be kept without what a profiler has found are not: they are run again. */
  private Consumer<RunResult> begun(Group group, Consumer<List<MeasuredRow>> begun) {
    return options.hasExternalProfiler()
        ? _ -> {}
        : forks -> begun.accept(MeasuredRow.of(forks, group));
  }

  private Collection<RunResult> run(long variants, Options jmh, Consumer<RunResult> begun) {
    try {
      Collection<RunResult> results = runner.run(jmh, begun);
      requireComplete(variants, results);
      return results;
    } catch (RunnerException e) {
      throw new RunFailedException("the run failed: " + FailureCause.describe(e, log.get()), e);
    }
  }

  /** JMH leaves out what failed; a result with a row missing would look like a good one. */
  private static void requireComplete(long variants, Collection<RunResult> results) {
    if (results.size() < variants) {
      throw new RunFailedException(
          "the run is incomplete: "
              + results.size()
              + " of "
              + variants
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
