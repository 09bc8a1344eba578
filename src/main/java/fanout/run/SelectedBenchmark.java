package fanout.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * A benchmark that JMH's options select, and how JMH will run it: as the options say, else as its
 * annotations do, else by JMH's defaults.
 *
 * @param entry the benchmark in JMH's list
 * @param options those that select it
 */
record SelectedBenchmark(BenchmarkListEntry entry, Options options) {
  /**
   * Returns the benchmarks that options select, in JMH's order.
   *
   * @throws BadOptionException if there is none, or a pattern is no regular expression
   */
  static List<SelectedBenchmark> by(Options options) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Collection<BenchmarkListEntry> selected;
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
    return selected.stream().map(entry -> new SelectedBenchmark(entry, options)).toList();
  }

  String name() {
    return entry.getUsername();
  }

  /** Returns a copy of the values that the annotations give, by parameter. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> declared = new LinkedHashMap<>();
    entry.getParams().orElse(Map.of()).forEach((name, all) -> declared.put(name, List.of(all)));
    return declared;
  }

  /**
   * Returns a copy of values by parameter, with those of the options where these give any.
   *
   * @param otherwise the values of parameters that the options leave open
   */
  Map<String, List<String>> values(Map<String, List<String>> otherwise) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    otherwise.forEach(
        (name, own) -> values.put(name, List.copyOf(options.getParameter(name).orElse(own))));
    return values;
  }

  /**
   * Returns the combinations of values.
   *
   * @throws BadOptionException if a parameter has a value twice
   */
  static List<Map<String, String>> variants(Map<String, List<String>> parameters) {
    List<Map<String, String>> variants = new ArrayList<>();
    variants.add(new TreeMap<>());
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      List<String> values = parameter.getValue();
      if (new HashSet<>(values).size() < values.size()) {
        throw new BadOptionException(
            "-p " + name + ": each value may be given once, had " + values);
      }
      List<Map<String, String>> extended = new ArrayList<>();
      for (String value : values) {
        for (Map<String, String> variant : variants) {
          Map<String, String> copy = new TreeMap<>(variant);
          copy.put(name, value);
          extended.add(copy);
        }
      }
      variants = extended;
    }
    return variants;
  }

  /** Returns the modes to measure in, in JMH's order, which is the same in every process. */
  Collection<Mode> modes() {
    Collection<Mode> asked = options.getBenchModes();
    if (asked.isEmpty()) {
      return List.of(entry.getMode());
    }
    return asked.contains(Mode.All)
        ? List.of(Mode.values()).stream().filter(mode -> mode != Mode.All).toList()
        : asked.stream().sorted().toList();
  }

  /** Returns the measured forks, at least 1: running in the host counts as one. */
  int forks() {
    return Math.max(1, first(options.getForkCount(), entry.getForks(), Defaults.MEASUREMENT_FORKS));
  }

  int warmupForks() {
    return first(options.getWarmupForkCount(), entry.getWarmupForks(), Defaults.WARMUP_FORKS);
  }

  int warmupIterations(int otherwise) {
    return first(options.getWarmupIterations(), entry.getWarmupIterations(), otherwise);
  }

  int measurementIterations(int otherwise) {
    return first(options.getMeasurementIterations(), entry.getMeasurementIterations(), otherwise);
  }

  Duration measurementTime() {
    Optional<TimeValue> asked = options.getMeasurementTime();
    TimeValue time =
        asked.hasValue()
            ? asked.get()
            : entry.getMeasurementTime().orElse(Defaults.MEASUREMENT_TIME);
    return Duration.ofNanos(time.convertTo(TimeUnit.NANOSECONDS));
  }

  private static int first(Optional<Integer> asked, Optional<Integer> annotated, int otherwise) {
    return asked.hasValue() ? asked.get() : annotated.orElse(otherwise);
  }
}
