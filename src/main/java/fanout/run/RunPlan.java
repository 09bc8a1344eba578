package fanout.run;

import fanout.os.Capacity;
import fanout.strategy.Strategies;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Optional;

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

  /** Copies the lists. */
  RunPlan {
    legs = List.copyOf(legs);
    notes = List.copyOf(notes);
  }

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
    for (BenchmarkListEntry entry : selected(options.forRunner())) {
      Map<String, String[]> declared = entry.getParams().orElse(Map.of());
      known.addAll(declared.keySet());
      if (entry.getUsername().equals(CONTENDERS)) {
        known.remove(Group.PARAMETER);
        for (Group group : groups(entry, options, notes)) {
          legs.addAll(legs(entry, options, group));
        }
      } else {
        others.addAll(others(entry, options.forRunner()));
      }
    }
    requireKnown(options.parameterNames(), known);
    legs.addAll(others);
    return new RunPlan(legs, notes);
  }

  /** Returns all contenders. */
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
      BenchmarkListEntry entry, RunOptions options, List<String> notes) {
    List<Contender> contenders = contenders(entry, options);
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

  private static List<Contender> contenders(BenchmarkListEntry entry, RunOptions options) {
    Set<Map<String, String>> rows = new LinkedHashSet<>();
    for (Map<String, List<String>> block : SuiteParameters.of(options.suite())) {
      Map<String, String[]> declared = new LinkedHashMap<>(entry.getParams().orElse(Map.of()));
      declared.remove(Group.PARAMETER);
      block.forEach((name, values) -> declared.put(name, values.toArray(new String[0])));
      rows.addAll(combinations(declared, options.forRunner()));
    }
    return rows.stream().map(Contender::parse).toList();
  }

  /** Together contenders are run in one way; one by itself in each mode that is asked for. */
  private static List<Leg> legs(BenchmarkListEntry entry, RunOptions options, Group group) {
    if (group.isPlain()) {
      return modes(entry, options.forRunner()).stream()
          .map(mode -> leg(entry, options, group, mode))
          .toList();
    }
    Mode mode = options.isTimed() ? Mode.AverageTime : Mode.SingleShotTime;
    return List.of(leg(entry, options, group, mode));
  }

  private static Leg leg(BenchmarkListEntry entry, RunOptions options, Group group, Mode mode) {
    Options given = options.forRunner();
    int warmup = first(given.getWarmupIterations(), entry.getWarmupIterations(), 1);
    int measured = first(given.getMeasurementIterations(), entry.getMeasurementIterations(), 1);
    Duration iteration =
        mode == Mode.SingleShotTime
            ? Schedule.of(group.contenders()).ofIteration()
            : time(given.getMeasurementTime(), entry.getMeasurementTime());
    return new Leg(
        label(group),
        java.util.Optional.of(group),
        mode,
        forks(entry, given),
        warmupForks(entry, given),
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

  private static List<Leg> others(BenchmarkListEntry entry, Options options) {
    List<Leg> legs = new ArrayList<>();
    for (Map<String, String> parameters :
        combinations(entry.getParams().orElse(Map.of()), options)) {
      if (entry.getUsername().contains(COLD_START)) {
        ColdTrial.Plan.parse(parameters);
      }
      for (Mode mode : modes(entry, options)) {
        legs.add(other(entry, options, mode, parameters));
      }
    }
    return legs;
  }

  private static Leg other(
      BenchmarkListEntry entry, Options options, Mode mode, Map<String, String> parameters) {
    boolean single = mode == Mode.SingleShotTime;
    int warmup =
        first(
            options.getWarmupIterations(),
            entry.getWarmupIterations(),
            single ? Defaults.WARMUP_ITERATIONS_SINGLESHOT : Defaults.WARMUP_ITERATIONS);
    int measured =
        first(
            options.getMeasurementIterations(),
            entry.getMeasurementIterations(),
            single ? Defaults.MEASUREMENT_ITERATIONS_SINGLESHOT : Defaults.MEASUREMENT_ITERATIONS);
    Duration iteration =
        single
            ? Duration.ofSeconds(1)
            : time(options.getMeasurementTime(), entry.getMeasurementTime());
    return new Leg(
        simpleName(entry.getUsername()) + parameters.values(),
        java.util.Optional.empty(),
        mode,
        forks(entry, options),
        warmupForks(entry, options),
        warmup + measured,
        START.plus(iteration.multipliedBy(warmup + measured)));
  }

  /** Returns the class of a benchmark without its package. */
  static String simpleName(String benchmark) {
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static SortedSet<BenchmarkListEntry> selected(Options options) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    SortedSet<BenchmarkListEntry> selected;
    try {
      selected =
          BenchmarkList.defaultList()
              .find(
                  OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT),
                  options.getIncludes(),
                  options.getExcludes());
    } catch (PatternSyntaxException e) {
      throw new BadOptionException(
          "'" + e.getPattern() + "' is not a regular expression: " + e.getDescription(), e);
    }
    if (selected.isEmpty()) {
      throw new BadOptionException(
          "no benchmark matches " + options.getIncludes() + " (-l lists them)");
    }
    return selected;
  }

  private static Collection<Mode> modes(BenchmarkListEntry entry, Options options) {
    Collection<Mode> asked = options.getBenchModes();
    if (asked.isEmpty()) {
      return List.of(entry.getMode());
    }
    return asked.contains(Mode.All)
        ? List.of(Mode.values()).stream().filter(mode -> mode != Mode.All).toList()
        : asked;
  }

  private static List<Map<String, String>> combinations(
      Map<String, String[]> declared, Options options) {
    List<Map<String, String>> combinations = new ArrayList<>();
    combinations.add(new TreeMap<>());
    for (Map.Entry<String, String[]> parameter : declared.entrySet()) {
      String name = parameter.getKey();
      Collection<String> values = options.getParameter(name).orElse(List.of(parameter.getValue()));
      if (new HashSet<>(values).size() < values.size()) {
        throw new BadOptionException(
            "-p " + name + ": each value may be given once, had " + values);
      }
      List<Map<String, String>> extended = new ArrayList<>();
      for (String value : values) {
        for (Map<String, String> combination : combinations) {
          Map<String, String> copy = new TreeMap<>(combination);
          copy.put(name, value);
          extended.add(copy);
        }
      }
      combinations = extended;
    }
    return combinations;
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

  private static int forks(BenchmarkListEntry entry, Options options) {
    return Math.max(1, first(options.getForkCount(), entry.getForks(), Defaults.MEASUREMENT_FORKS));
  }

  private static int warmupForks(BenchmarkListEntry entry, Options options) {
    return first(options.getWarmupForkCount(), entry.getWarmupForks(), Defaults.WARMUP_FORKS);
  }

  private static Duration time(Optional<TimeValue> asked, Optional<TimeValue> annotated) {
    TimeValue time = asked.hasValue() ? asked.get() : annotated.orElse(Defaults.MEASUREMENT_TIME);
    return Duration.ofNanos(time.convertTo(TimeUnit.NANOSECONDS));
  }

  private static int first(Optional<Integer> asked, Optional<Integer> annotated, int otherwise) {
    return asked.hasValue() ? asked.get() : annotated.orElse(otherwise);
  }
}
