package fanout.results;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.ObjectNode;

/**
 * One benchmark's result as JMH wrote it.
 *
 * @param key which benchmark, mode, parameters and threads
 * @param settings how it was run
 * @param jvm on what it was run
 * @param primary the benchmark's own score
 * @param secondary further metrics by name, as profilers and auxiliary counters add them
 * @param own what this program's own runs add to JMH's form
 * @param further the conditions of the further sittings whose forks were added; mostly none
 */
public record ResultEntry(
    RowKey key,
    Settings settings,
    Jvm jvm,
    Metric primary,
    SortedMap<String, Metric> secondary,
    Own own,
    List<Conditions> further) {
  private static final Map<String, Double> LATENCY_PERCENTS =
      Map.of(
          MetricName.LATENCY_P50.key(), 50.0,
          MetricName.LATENCY_P90.key(), 90.0,
          MetricName.LATENCY_P99.key(), 99.0,
          MetricName.LATENCY_MAX.key(), 100.0);

  /** After the method's name in older versions of JMH, and after a group's in newer ones. */
  private static final Pattern PERCENTILE = Pattern.compile("(.*\\W)?p[01]\\.\\d+");

  /**
   * The keys that this program's own runs add beside JMH's; all empty in a result of others.
   *
   * @param environment the machine, the programs' versions and what was asked for
   * @param rounds each batch's makespan, where contenders took turns
   * @param histograms by name, such as {@code latency}: nanoseconds, all batches of all forks
   * @param sample one batch kept whole
   */
  public record Own(
      Optional<ObjectNode> environment,
      Optional<Rounds> rounds,
      Map<String, Histogram> histograms,
      Optional<SampledBatch> sample) {}

  /**
   * The settings by which a benchmark was run. Counts are −1 and times empty where the file does
   * not say.
   *
   * @param forks JVM forks asked for; 0 means the benchmark ran inside JMH's own JVM
   * @param warmupIterations unmeasured iterations in each fork
   * @param warmupTime length of each, such as {@code 10 s}
   * @param measurementIterations measured iterations in each fork
   * @param measurementTime length of each, such as {@code 10 s}
   * @param batchSize calls that count as one operation
   */
  public record Settings(
      int forks,
      int warmupIterations,
      String warmupTime,
      int measurementIterations,
      String measurementTime,
      int batchSize) {}

  /**
   * The JVM on which a benchmark was run. Texts are empty where the file does not say.
   *
   * @param jmhVersion version of JMH
   * @param path the {@code java} that ran the forks
   * @param args options of the forks
   * @param jdkVersion such as {@code 25.0.1}
   * @param name such as {@code OpenJDK 64-Bit Server VM}
   * @param version such as {@code 25.0.1+8-LTS}
   */
  public record Jvm(
      String jmhVersion,
      String path,
      List<String> args,
      String jdkVersion,
      String name,
      String version) {}

  /**
   * How and where one sitting ran.
   *
   * @param settings how it was run
   * @param jvm on what it was run
   * @param environment its machine, where this program ran it
   */
  public record Conditions(Settings settings, Jvm jvm, Optional<ObjectNode> environment) {}

  /** Copies the conditions. */
  public ResultEntry {
    further = List.copyOf(further);
  }

  /** An entry of one sitting. */
  public ResultEntry(
      RowKey key,
      Settings settings,
      Jvm jvm,
      Metric primary,
      SortedMap<String, Metric> secondary,
      Own own) {
    this(key, settings, jvm, primary, secondary, own, List.of());
  }

  /** Returns the conditions of each sitting, at least one, in the order they ran. */
  public List<Conditions> conditions() {
    return Stream.concat(Stream.of(new Conditions(settings, jvm, environment())), further.stream())
        .toList();
  }

  /** Returns the benchmark's full name. */
  public String benchmark() {
    return key.benchmark();
  }

  /** Returns the parameters by name. */
  public Map<String, String> params() {
    return key.params();
  }

  /** Returns the parameters but for one, by which rows are told apart that differ in it alone. */
  public Map<String, String> paramsWithout(Parameter parameter) {
    return key.without(Set.of(parameter.key())).params();
  }

  /** Returns the machine, versions and options of one of this program's own runs. */
  public Optional<ObjectNode> environment() {
    return own.environment();
  }

  /** Returns each batch's makespan, where contenders took turns. */
  public Optional<Rounds> rounds() {
    return own.rounds();
  }

  /** Returns the batch that one of this program's own runs kept whole. */
  public Optional<SampledBatch> sample() {
    return own.sample();
  }

  /** Returns one of this program's own metrics, if the entry has it. */
  public Optional<Metric> metric(MetricName name) {
    return Optional.ofNullable(secondary.get(name.key()));
  }

  /** Returns each fork's mean of a metric, in its own unit; none if the entry lacks it. */
  public double[] forkMeans(MetricName name) {
    return metric(name).map(Metric::forkMeans).orElse(new double[0]);
  }

  /**
   * Returns a percentile of the latency in microseconds, of all batches of all forks together;
   * empty where the entry has no histogram of them.
   *
   * @param metric its name, such as {@code latency.p99}; of others there is none
   */
  public Optional<Double> latencyMicros(String metric) {
    Double percent = LATENCY_PERCENTS.get(metric);
    Histogram nanos = own.histograms().get("latency");
    return percent == null || nanos == null
        ? Optional.empty()
        : Optional.of(nanos.getValueAtPercentile(percent) / 1000.0);
  }

  /**
   * Tells whether a secondary metric is a percentile of all samples of mode {@code sample}, so that
   * the mean of the iterations' own says nothing.
   *
   * @param metric its name, such as {@code p0.99}, {@code get·p0.99} or {@code get:p0.99}
   */
  public boolean isPercentile(String metric) {
    return key.mode().equals("sample") && PERCENTILE.matcher(metric).matches();
  }

  /** Returns a parameter below 10⁹; empty if it is no whole number, or the entry lacks it. */
  public OptionalInt count(Parameter parameter) {
    String value = parameter.of(this);
    return value.matches("\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(value))
        : OptionalInt.empty();
  }

  /** Returns W ÷ N of an entry with rounds: each fork's mean, in microseconds a request. */
  public double[] makespanMicros() {
    double requests = count(Parameter.REQUESTS).orElseThrow();
    double[] makespans = rounds().orElseThrow().forkMeansUs();
    return Arrays.stream(makespans).map(us -> us / requests).toArray();
  }

  /** Returns the processors that the run could use, above 0; empty where it does not say. */
  public OptionalInt processors() {
    return environment().stream()
        .mapToInt(environment -> environment.path("processors").asInt(0))
        .filter(processors -> processors > 0)
        .findFirst();
  }

  /**
   * Returns a secondary metric. Older JMH versions put a middle dot or an at sign before the names
   * of profiler metrics, and the method's name and the dot before percentiles; any form finds all.
   *
   * @param name such as {@code gc.alloc.rate.norm} or {@code p0.99}
   */
  public Optional<Metric> metric(String name) {
    String plain = withoutDot(name);
    return Optional.ofNullable(secondary.get(name))
        .or(() -> Optional.ofNullable(secondary.get(plain)))
        .or(
            () ->
                secondary.entrySet().stream()
                    .filter(entry -> withoutDot(entry.getKey()).equals(plain))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }

  private static String withoutDot(String name) {
    return name.substring(Math.max(name.lastIndexOf('·'), name.lastIndexOf('@')) + 1);
  }

  /** Returns the same entry with some parameters left out of its key. */
  ResultEntry withoutParams(Set<String> names) {
    return with(key.without(names), further);
  }

  /** Returns the same entry with one more parameter in its key. */
  ResultEntry withParam(String name, String value) {
    SortedMap<String, String> params = new TreeMap<>(key.params());
    params.put(name, value);
    return with(new RowKey(key.benchmark(), key.mode(), params, key.threads()), further);
  }

  /** Returns the same entry, with the conditions of further sittings whose forks it has. */
  ResultEntry withFurther(List<Conditions> others) {
    return with(key, others);
  }

  private ResultEntry with(RowKey otherKey, List<Conditions> others) {
    return new ResultEntry(otherKey, settings, jvm, primary, secondary, own, others);
  }
}
