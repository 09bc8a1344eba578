package fanout.run;

import fanout.os.Capacity;
import fanout.results.Suite;
import fanout.strategy.Strategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Defaults;

/**
 * A run before its first fork: the variants that JMH is to run, with their contenders, and whether
 * all of them were run can be told afterwards (JMH leaves a benchmark whose fork died out of the
 * result).
 *
 * @param legs the variants, groups of contenders first
 * @param notes what a person should know about how they were put together
 */
record RunPlan(List<Leg> legs, List<String> notes) {
  /** The benchmark that runs contenders. */
  static final String CONTENDERS = "fanout.benchmarks.FanOutBenchmark.fanOut";

  private static final String COLD_START = ".ColdStartBenchmark.";

  /** The time that a fork needs to start. */
  private static final Duration START = Duration.ofSeconds(2);

  /**
   * Plans a run, and checks the parameters of this program's benchmarks.
   *
   * @throws BadOptionException if no benchmark is selected, a strategy on the class path cannot be
   *     loaded, or a parameter's value makes no sense
   */
  static RunPlan of(RunOptions options) {
    requireLoadableStrategies();
    List<Leg> legs = new ArrayList<>();
    List<Leg> others = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (SelectedBenchmark benchmark : SelectedBenchmark.by(options.forRunner())) {
      known.addAll(benchmark.parameters().keySet());
      if (benchmark.name().equals(CONTENDERS)) {
        if (!options.givesOneContender()) {
          known.remove(Group.PARAMETER);
        }
        for (Group group : groups(benchmark, options, notes)) {
          legs.addAll(legs(benchmark, options, group));
        }
      } else {
        others.addAll(others(benchmark));
      }
    }
    requireKnown(options.parameterNames(), known);
    legs.addAll(others);
    return new RunPlan(legs, notes);
  }

  List<Contender> contenders() {
    return legs.stream()
        .flatMap(leg -> leg.group().stream())
        .flatMap(group -> group.contenders().stream())
        .toList();
  }

  /** Returns how long all of it should take. */
  Duration length() {
    return legs.stream().map(Leg::length).reduce(Duration.ZERO, Duration::plus);
  }

  private static List<Group> groups(
      SelectedBenchmark benchmark, RunOptions options, List<String> notes) {
    List<Contender> contenders = contenders(benchmark, options.suite());
    if (options.isolation().isPresent()) {
      notes.add("each contender has forks of its own: " + options.isolation().get());
      return Grouping.isolated(contenders);
    }
    Grouping grouping = new Grouping(Capacity.ofThisMachine());
    List<Group> groups = grouping.of(contenders);
    if (groups.size() > 1) {
      notes.add(
          "%d contenders in %d groups, each in forks of its own: %s"
              .formatted(contenders.size(), groups.size(), grouping.reason()));
    }
    return groups;
  }

  private static List<Contender> contenders(SelectedBenchmark benchmark, Suite suite) {
    Set<Map<String, String>> rows = new LinkedHashSet<>();
    for (Map<String, List<String>> values : values(benchmark, suite)) {
      values.remove(Group.PARAMETER);
      rows.addAll(SelectedBenchmark.variants(values));
    }
    return rows.stream().map(Contender::parse).toList();
  }

  /**
   * Returns the values of a benchmark's parameters, all combinations of which are run; one map for
   * each part of the suite that differs.
   */
  static List<Map<String, List<String>>> values(SelectedBenchmark benchmark, Suite suite) {
    if (!benchmark.name().equals(CONTENDERS)) {
      return List.of(benchmark.values(benchmark.parameters()));
    }
    return SuiteParameters.of(suite).stream()
        .map(
            part -> {
              Map<String, List<String>> values = benchmark.parameters();
              values.putAll(part);
              return benchmark.values(values);
            })
        .distinct()
        .toList();
  }

  /** Together contenders are run in one way; one by itself in each mode that is asked for. */
  private static List<Leg> legs(SelectedBenchmark benchmark, RunOptions options, Group group) {
    if (group.isPlain()) {
      return benchmark.modes().stream().map(mode -> leg(benchmark, group, mode)).toList();
    }
    Mode mode = options.isTimed() ? Mode.AverageTime : Mode.SingleShotTime;
    return List.of(leg(benchmark, group, mode));
  }

  private static Leg leg(SelectedBenchmark benchmark, Group group, Mode mode) {
    int warmup = benchmark.warmupIterations(1);
    int measured = benchmark.measurementIterations(1);
    Duration iteration =
        mode == Mode.SingleShotTime
            ? Schedule.of(group.contenders()).ofIteration()
            : benchmark.measurementTime();
    return new Leg(
        label(group),
        Optional.of(group),
        mode,
        benchmark.forks(),
        benchmark.warmupForks(),
        warmup + measured,
        START
            .plus(warmup == 0 ? Duration.ZERO : GroupWarmup.expected(group.contenders()))
            .plus(iteration.multipliedBy(measured)));
  }

  private static String label(Group group) {
    if (group.isPlain()) {
      Contender contender = group.contenders().getFirst();
      return contender.strategy().name() + " delay=" + contender.server().delay();
    }
    return "group " + group.name() + " of " + group.contenders().size() + " contenders";
  }

  private static List<Leg> others(SelectedBenchmark benchmark) {
    List<Leg> legs = new ArrayList<>();
    Map<String, List<String>> values = benchmark.values(benchmark.parameters());
    for (Map<String, String> variant : SelectedBenchmark.variants(values)) {
      if (benchmark.name().contains(COLD_START)) {
        ColdTrial.Plan.parse(variant);
      }
      for (Mode mode : benchmark.modes()) {
        legs.add(other(benchmark, mode, variant));
      }
    }
    return legs;
  }

  private static Leg other(SelectedBenchmark benchmark, Mode mode, Map<String, String> variant) {
    boolean single = mode == Mode.SingleShotTime;
    int iterations =
        benchmark.warmupIterations(
                single ? Defaults.WARMUP_ITERATIONS_SINGLESHOT : Defaults.WARMUP_ITERATIONS)
            + benchmark.measurementIterations(
                single
                    ? Defaults.MEASUREMENT_ITERATIONS_SINGLESHOT
                    : Defaults.MEASUREMENT_ITERATIONS);
    Duration iteration = single ? Duration.ofSeconds(1) : benchmark.measurementTime();
    return new Leg(
        simpleName(benchmark.name()) + variant.values(),
        Optional.empty(),
        mode,
        benchmark.forks(),
        benchmark.warmupForks(),
        iterations,
        START.plus(iteration.multipliedBy(iterations)));
  }

  /** Returns the class of a benchmark without its package. */
  static String simpleName(String benchmark) {
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** JMH would pass over a parameter that no benchmark has without a word. */
  private static void requireKnown(Set<String> given, Set<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new BadOptionException(
            "-p " + name + ": no selected benchmark has this parameter; expected one of " + known);
      }
    }
  }

  /** A provider that is broken would otherwise be blamed on the first value that is checked. */
  private static void requireLoadableStrategies() {
    try {
      Strategies.onClassPath();
    } catch (IllegalArgumentException e) {
      throw new BadOptionException(String.valueOf(e.getMessage()), e);
    }
  }
}
