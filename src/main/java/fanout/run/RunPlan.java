package fanout.run;

import fanout.process.WorkerPool;
import fanout.strategy.Chunk;
import fanout.strategy.Strategies;
import fanout.strategy.Strategy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Optional;

/**
 * What a run is going to do, known before its first fork: for the progress, and to tell afterwards
 * whether all of it was done (JMH leaves a benchmark whose fork died out of the result).
 *
 * @param variants the benchmark variants, one for each combination of parameters and mode
 */
record RunPlan(List<Variant> variants) {

  /**
   * One row of the result.
   *
   * @param benchmark the benchmark's full name
   * @param parameters its parameters by name
   * @param forks the measured forks, at least 1 (running in the host counts as one)
   * @param iterations warm-up and measurement iterations of one fork
   * @param warmupForks forks whose results are thrown away
   */
  record Variant(
      String benchmark,
      Map<String, String> parameters,
      int forks,
      int iterations,
      int warmupForks) {

    /** All iterations of this variant. */
    int totalIterations() {
      return (forks + warmupForks) * iterations;
    }
  }

  /**
   * Plans a run, and checks the parameters of this program's benchmarks.
   *
   * @throws BadOptionException if no benchmark is selected, a strategy on the class path cannot be
   *     loaded, or a parameter's value makes no sense
   */
  static RunPlan of(Options options) {
    if (options.getThreads().orElse(1) != 1 || options.getThreadGroups().hasValue()) {
      throw new BadOptionException(
          "-t and -tg must stay 1: a batch has one caller; its slots are -p concurrency");
    }
    requireLoadableStrategies();
    List<Variant> variants = new ArrayList<>();
    for (BenchmarkListEntry entry : selected(options)) {
      for (Map<String, String> parameters : combinations(entry, options)) {
        checkTogether(parameters);
        for (Mode mode : modes(entry, options)) {
          variants.add(variant(entry, options, mode, parameters));
        }
      }
    }
    return new RunPlan(List.copyOf(variants));
  }

  /** The iterations of all variants, warm-up included. */
  int totalIterations() {
    return variants.stream().mapToInt(Variant::totalIterations).sum();
  }

  /**
   * Checks that each parameter the user gave belongs to a benchmark of this run.
   *
   * @throws BadOptionException if one does not; JMH would pass over it without a word
   */
  void requireParameters(Set<String> names) {
    Set<String> known = new TreeSet<>();
    variants.forEach(variant -> known.addAll(variant.parameters().keySet()));
    for (String name : names) {
      if (!known.contains(name)) {
        throw new BadOptionException(
            "-p " + name + ": no selected benchmark has this parameter; expected one of " + known);
      }
    }
  }

  /** The names of the parameters that have more than one value in this run. */
  Set<String> varyingParameters() {
    Map<String, Set<String>> values = new TreeMap<>();
    for (Variant variant : variants) {
      variant
          .parameters()
          .forEach((name, value) -> values.computeIfAbsent(name, n -> new HashSet<>()).add(value));
    }
    values.values().removeIf(distinct -> distinct.size() < 2);
    return values.keySet();
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

  private static List<Map<String, String>> combinations(BenchmarkListEntry entry, Options options) {
    List<Map<String, String>> combinations = new ArrayList<>();
    combinations.add(new TreeMap<>());
    Map<String, String[]> declared = entry.getParams().orElse(Map.of());
    for (Map.Entry<String, String[]> parameter : declared.entrySet()) {
      String name = parameter.getKey();
      Collection<String> values = options.getParameter(name).orElse(List.of(parameter.getValue()));
      if (new HashSet<>(values).size() < values.size()) {
        throw new BadOptionException(
            "-p " + name + ": each value may be given once, had " + values);
      }
      List<Map<String, String>> extended = new ArrayList<>();
      for (String value : values) {
        check(name, value);
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

  private static void check(String name, String value) {
    try {
      Parameters.check(name, value);
    } catch (IllegalArgumentException e) {
      throw new BadOptionException("-p " + name + "=" + value + ": " + e.getMessage(), e);
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

  private static void checkTogether(Map<String, String> parameters) {
    try {
      OwnTarget.checkTogether(parameters);
    } catch (IllegalArgumentException e) {
      throw new BadOptionException(
          "-p target=%s: %s".formatted(parameters.get(OwnTarget.PARAMETER), e.getMessage()), e);
    }
    if (parameters.containsKey("strategy") && parameters.containsKey("exchange")) {
      try {
        Parameters.checkTogether(parameters.get("strategy"), parameters.get("exchange"));
      } catch (IllegalArgumentException e) {
        throw new BadOptionException("-p exchange: " + e.getMessage(), e);
      }
    }
    String requests = parameters.get("requests");
    String concurrency = parameters.get("concurrency");
    String chunk = parameters.get("chunk");
    checkRoom(parameters.getOrDefault("strategy", ""), concurrency);
    String workers = parameters.get("workers");
    if (requests != null && workers != null) {
      try {
        Parameters.requireWork(Integer.parseInt(workers), Integer.parseInt(requests));
      } catch (IllegalArgumentException e) {
        throw new BadOptionException("-p workers=" + workers + ": " + e.getMessage(), e);
      }
    }
    if (requests != null && concurrency != null && chunk != null) {
      try {
        Parameters.checkTogether(
            Integer.parseInt(requests), Integer.parseInt(concurrency), Chunk.parse(chunk));
      } catch (IllegalArgumentException e) {
        throw new BadOptionException("-p chunk=" + chunk + ": " + e.getMessage(), e);
      }
    }
  }

  /** Worker processes are the only slots that a machine soon has no room for. */
  private static void checkRoom(String strategy, @Nullable String concurrency) {
    if (concurrency != null && strategy.equals(Strategy.WORKER_PROCESSES.name())) {
      try {
        WorkerPool.requireRoom(Integer.parseInt(concurrency));
      } catch (IllegalArgumentException e) {
        throw new BadOptionException("-p concurrency=" + concurrency + ": " + e.getMessage(), e);
      }
    }
  }

  private static Variant variant(
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
    int forks = first(options.getForkCount(), entry.getForks(), Defaults.MEASUREMENT_FORKS);
    int warmupForks =
        first(options.getWarmupForkCount(), entry.getWarmupForks(), Defaults.WARMUP_FORKS);
    return new Variant(
        entry.getUsername(), parameters, Math.max(1, forks), warmup + measured, warmupForks);
  }

  private static int first(Optional<Integer> asked, Optional<Integer> annotated, int otherwise) {
    return asked.hasValue() ? asked.get() : annotated.orElse(otherwise);
  }
}
