package fanout.run;

import fanout.strategy.SharedWorkers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * One row of a result: JMH's, and what a contender's row has beside it.
 *
 * @param result in JMH's form
 * @param batches what is kept of the batches; empty for a benchmark of another kind
 */
record MeasuredRow(RunResult result, Optional<Batches> batches) {
  /**
   * The part of a contender's batches that is kept.
   *
   * @param group the name of its group; empty if it was in forks of its own
   * @param vehicle what carries its requests
   * @param workerJvmArgs what its worker processes are given that the fork is not
   * @param makespans one list a fork, one number a batch in nanoseconds
   * @param latency of all requests of all forks, in nanoseconds, if they were recorded
   * @param sample one batch as JSON, if it was recorded: the one with the median makespan
   */
  record Batches(
      Optional<String> group,
      String vehicle,
      List<String> workerJvmArgs,
      List<List<Long>> makespans,
      Optional<Histogram> latency,
      Optional<String> sample) {}

  /** Returns the row of a benchmark that has no contenders. */
  static MeasuredRow of(RunResult result) {
    return new MeasuredRow(result, Optional.empty());
  }

  /** Returns a row for each contender of a group, in their order. */
  static List<MeasuredRow> of(RunResult result, Group group) {
    List<MeasuredRow> rows = new ArrayList<>();
    for (int place = 0; place < group.contenders().size(); place++) {
      rows.add(new Expansion(result, group, place).row());
    }
    return rows;
  }

  /** Takes one contender's part out of what a group's forks sent. */
  private static final class Expansion {
    private final RunResult group;
    private final boolean plain;
    private final String name;
    private final Contender contender;
    private final int place;
    private final BenchmarkParams params;
    private final List<List<Long>> makespans = new ArrayList<>();
    private final List<ContenderResult> all = new ArrayList<>();

    Expansion(RunResult result, Group group, int place) {
      this.group = result;
      this.plain = group.isPlain();
      this.name = group.name();
      this.contender = group.contenders().get(place);
      this.place = place;
      this.params = params(result.getParams(), group.mode(result.getParams().getMode()));
    }

    MeasuredRow row() {
      List<BenchmarkResult> forks = new ArrayList<>();
      for (BenchmarkResult fork : group.getBenchmarkResults()) {
        makespans.add(new ArrayList<>());
        List<IterationResult> iterations =
            fork.getIterationResults().stream().map(this::iteration).toList();
        BenchmarkResult own = new BenchmarkResult(params, iterations, fork.getMetadata());
        if (plain) { // profilers that watch a fork from outside leave theirs there
          fork.getBenchmarkResults().values().forEach(own::addBenchmarkResult);
        }
        forks.add(own);
      }
      Batches batches =
          new Batches(
              plain ? Optional.empty() : Optional.of(name),
              contender.strategy().vehicle().name(),
              contender.usesWorkers() ? SharedWorkers.jvmOptions(params.getJvmArgs()) : List.of(),
              makespans,
              latency(),
              sample());
      return new MeasuredRow(new RunResult(params, forks), Optional.of(batches));
    }

    private IterationResult iteration(IterationResult measured) {
      ContenderResult own =
          (ContenderResult)
              measured.getRawSecondaryResults().get(ContenderResult.NAME + place).iterator().next();
      all.add(own);
      long sum = 0;
      for (long nanos : own.makespans()) {
        makespans.getLast().add(nanos);
        sum += nanos;
      }
      IterationResult iteration =
          new IterationResult(params, params.getMeasurement(), measured.getMetadata());
      if (plain) {
        iteration.addResults(measured.getRawPrimaryResults());
        measured.getRawSecondaryResults().values().stream()
            .filter(result -> !(result instanceof ContenderResult))
            .forEach(iteration::addResult);
      } else {
        iteration.addResult(score(own.makespans().length, sum));
      }
      iteration.addResults(LedgerProfiler.results(own.figures()));
      return iteration;
    }

    private Result<?> score(int batches, long nanos) {
      String benchmark = params.getBenchmark();
      String label = benchmark.substring(benchmark.lastIndexOf('.') + 1);
      return new AverageTimeResult(ResultRole.PRIMARY, label, batches, nanos, params.getTimeUnit());
    }

    private Optional<Histogram> latency() {
      return all.stream()
          .map(ContenderResult::latency)
          .flatMap(Optional::stream)
          .reduce(
              (merged, next) -> {
                merged.add(next);
                return merged;
              });
    }

    private Optional<String> sample() {
      List<ContenderResult> sampled =
          all.stream()
              .filter(result -> result.sample().isPresent())
              .sorted(Comparator.comparingDouble(Result::getScore))
              .toList();
      return sampled.isEmpty() ? Optional.empty() : sampled.get((sampled.size() - 1) / 2).sample();
    }

    private BenchmarkParams params(BenchmarkParams of, Mode mode) {
      WorkloadParams workload = new WorkloadParams();
      contender.row().forEach((parameter, value) -> workload.put(parameter, value, 0));
      return new BenchmarkParams(
          of.getBenchmark(),
          of.generatedBenchmark(),
          of.shouldSynchIterations(),
          of.getThreads(),
          of.getThreadGroups(),
          of.getThreadGroupLabels(),
          of.getForks(),
          of.getWarmupForks(),
          iterations(of.getWarmup(), IterationType.WARMUP),
          iterations(of.getMeasurement(), IterationType.MEASUREMENT),
          mode,
          workload,
          of.getTimeUnit(),
          of.getOpsPerInvocation(),
          of.getJvm(),
          of.getJvmArgs(),
          of.getJdkVersion(),
          of.getVmName(),
          of.getVmVersion(),
          of.getJmhVersion(),
          of.getTimeout());
    }

    /** A fixed number of rounds has no time. */
    private IterationParams iterations(IterationParams of, IterationType type) {
      boolean fixed = !plain && group.getParams().getMode() == Mode.SingleShotTime;
      return new IterationParams(
          type,
          of.getCount(),
          fixed ? TimeValue.NONE : of.getTime(),
          fixed ? 1 : of.getBatchSize());
    }
  }
}
