package fanout.report;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import fanout.stats.Measure;
import java.util.List;
import java.util.Map;

/**
 * Writes results in the Go project's benchmark format, which {@code benchstat} reads: one line for
 * each fork, since forks and not iterations are the sample. Several files go into one text, told
 * apart by the key {@code side}: {@code benchstat -col side FILE}.
 */
public final class Benchstat {
  private static final MetricUnit PER_SECOND = MetricUnit.parse("ops/s");

  private Benchstat() {}

  /**
   * Writes results.
   *
   * @param sides the results by the name of their side
   * @param measures the metrics to write
   */
  public static String of(Map<String, ResultFile> sides, List<Measure> measures) {
    StringBuilder text = new StringBuilder();
    sides.forEach(
        (side, file) -> {
          text.append("side: ").append(side).append('\n');
          for (ResultEntry entry : file.entries()) {
            for (Measure measure : measures) {
              measure.of(entry).ifPresent(found -> append(text, entry.key(), found));
            }
          }
        });
    return text.toString();
  }

  private static void append(StringBuilder text, RowKey key, Metric metric) {
    MetricUnit unit = metric.unit();
    for (List<Double> fork : metric.rawData()) {
      double mean = fork.stream().mapToDouble(score -> score).average().orElse(Double.NaN);
      if (Double.isFinite(mean)) {
        text.append(name(key)).append(' ').append(fork.size()).append(' ');
        switch (unit.dimension()) {
          case TIME -> text.append(MetricUnit.NANOSECONDS.convert(mean, unit)).append(" ns/op\n");
          case THROUGHPUT -> text.append(PER_SECOND.convert(mean, unit)).append(" op/s\n");
          case RATE, OTHER -> text.append(mean).append(' ').append(unit.text()).append('\n');
        }
      }
    }
  }

  /** The format wants a capital after "Benchmark", no spaces, and parameters as /key=value. */
  private static String name(RowKey key) {
    StringBuilder name = new StringBuilder("Benchmark");
    String simple = key.simpleName();
    name.append(Character.toUpperCase(simple.charAt(0))).append(simple.substring(1));
    name.append("/mode=").append(key.mode());
    key.params()
        .forEach((param, value) -> name.append('/').append(param).append('=').append(value));
    return name.append('-').append(key.threads()).toString().replaceAll("\\s+", "_");
  }
}
