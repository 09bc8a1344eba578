package fanout.report;

import fanout.results.Json;
import fanout.results.MetricUnit;
import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a comparison in the forms that other tools take. Names keep all parameters. */
public final class ComparisonExport {
  private static final String FAILURE = "failure";
  private static final String SKIPPED = "skipped";

  private final Comparison comparison;
  private final Predicate<RowKey> mayBeMissing;

  /**
   * Prepares the output.
   *
   * @param mayBeMissing benchmarks that the new side need not have
   */
  public ComparisonExport(Comparison comparison, Predicate<RowKey> mayBeMissing) {
    this.comparison = comparison;
    this.mayBeMissing = mayBeMissing;
  }

  /**
   * Returns JUnit's XML: a test a row; what regressed, is missing or is not finite fails, the
   * undecided and what may be missing is skipped.
   */
  public String toJunit() {
    List<String> cases = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    for (Row row : comparison.rows()) {
      String outcome =
          switch (row.verdict()) {
            case REGRESSED -> FAILURE;
            case MISSING -> isFault(row) ? FAILURE : SKIPPED;
            case UNTESTED -> row.isNotFinite() ? FAILURE : SKIPPED;
            case SLOWER, INCONCLUSIVE -> SKIPPED;
            case NO_SLOWER, EQUIVALENT, FASTER, IMPROVED -> "";
          };
      outcomes.add(outcome);
      cases.add(testCase(row.key().benchmark(), row.name(), outcome, summary(row)));
    }
    for (RowKey key : comparison.onlyInBase()) {
      String outcome = mayBeMissing.test(key) ? SKIPPED : FAILURE;
      outcomes.add(outcome);
      cases.add(testCase(key.benchmark(), key.toString(), outcome, "missing from new"));
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite name="benchmarks" tests="%d" failures="%d" errors="0" skipped="%d">
    %s</testsuite>
    """
        .formatted(
            cases.size(),
            Collections.frequency(outcomes, FAILURE),
            Collections.frequency(outcomes, SKIPPED),
            String.join("", cases));
  }

  /** As the gate has it: a metric that the base alone lacks is no fault if another row has it. */
  private boolean isFault(Row row) {
    return comparison.isNowhere(row.measure().metric())
        || (row.isMissingFromNew() && !mayBeMissing.test(row.key()));
  }

  private static String testCase(String type, String name, String outcome, String message) {
    String body =
        outcome.isEmpty()
            ? "<system-out>" + xml(message) + "</system-out>"
            : "<" + outcome + " message=\"" + xml(message) + "\"/>";
    return "  <testcase classname=\"%s\" name=\"%s\">%s</testcase>\n"
        .formatted(xml(type), xml(name), body);
  }

  private static String summary(Row row) {
    return "%s: ratio %s (%s), %s to %s %s%s"
        .formatted(
            row.label(),
            Figures.score(row.ratio()),
            Figures.interval(row),
            Figures.score(row.base().centre()),
            Figures.score(row.candidate().centre()),
            row.unit().text(),
            row.reason().isEmpty() ? "" : ", " + row.reason());
  }

  /** Returns GitHub's workflow commands: an annotation for each row that did not pass. */
  public String toGithub() {
    StringBuilder text = new StringBuilder();
    for (Row row : comparison.rows()) {
      String level =
          switch (row.verdict()) {
            case REGRESSED -> "error";
            case MISSING -> isFault(row) ? "error" : "notice";
            case UNTESTED -> row.isNotFinite() ? "error" : "warning";
            case SLOWER, INCONCLUSIVE -> "warning";
            case NO_SLOWER, EQUIVALENT, FASTER -> "";
            case IMPROVED -> "notice";
          };
      if (!level.isEmpty()) {
        text.append(
            "::%s title=%s::%s%n"
                .formatted(
                    level,
                    property(row.verdict().label()),
                    data(row.name() + ": " + summary(row))));
      }
    }
    for (RowKey key : comparison.onlyInBase()) {
      text.append(
          "::%s title=missing::%s%n"
              .formatted(mayBeMissing.test(key) ? "notice" : "error", data(key.toString())));
    }
    return text.toString();
  }

  /** Returns OpenMetrics' text: the new side's scores, ratios with their ends, and verdicts. */
  public String toOpenMetrics() {
    StringBuilder text = new StringBuilder();
    gauge(text, "jmh_score", "Score of the new side, in the unit of its label.");
    for (Row row : comparison.rows()) {
      sample(
          text,
          "jmh_score",
          row,
          ",unit=\"%s\"".formatted(label(row.unit().text())),
          row.candidate().centre());
    }
    gauge(text, "jmh_ratio", "New side by base, above 1 is slower, with its 95 % interval.");
    for (Row row : comparison.rows()) {
      sample(text, "jmh_ratio", row, ",bound=\"estimate\"", row.ratio());
      sample(text, "jmh_ratio", row, ",bound=\"low\"", row.interval().low());
      sample(text, "jmh_ratio", row, ",bound=\"high\"", row.interval().high());
    }
    gauge(text, "jmh_verdict", "1 for the verdict of its label.");
    for (Row row : comparison.rows()) {
      sample(text, "jmh_verdict", row, ",verdict=\"%s\"".formatted(row.verdict().label()), 1);
    }
    return text.append("# EOF\n").toString();
  }

  private static void gauge(StringBuilder text, String name, String help) {
    text.append("# TYPE %s gauge\n# HELP %s %s\n".formatted(name, name, help));
  }

  private static void sample(StringBuilder text, String name, Row row, String more, double value) {
    if (Double.isFinite(value)) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s{benchmark=\"%s\",mode=\"%s\",params=\"%s\",threads=\"%d\",metric=\"%s\"%s} %s\n",
              name,
              label(row.key().benchmark()),
              label(row.key().mode()),
              label(RowKey.joined(row.key().params(), ",")),
              row.key().threads(),
              label(row.measure().metric()),
              more,
              value));
    }
  }

  /**
   * Returns Bencher's metric format: the new side's score with the ends of its interval. Its
   * measures {@code latency} and {@code throughput} are in nanoseconds and operations a second; a
   * score in another unit has a measure of that name.
   */
  public String toBencher() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    for (Row row : comparison.rows()) {
      double factor = bencherFactor(row);
      double score = row.candidate().centre() * factor;
      if (Double.isFinite(score)) {
        ObjectNode benchmark = root.withObjectProperty(row.key().toString());
        ObjectNode node = benchmark.putObject(bencherMeasure(row));
        node.put("value", score);
        double[] ends = ends(row);
        if (Double.isFinite(ends[0])) {
          node.put("lower_value", ends[0] * factor).put("upper_value", ends[1] * factor);
        }
      }
    }
    return Json.write(root);
  }

  private static String bencherMeasure(Row row) {
    if (!row.measure().isScore()) {
      return row.measure().metric();
    }
    return switch (row.unit().dimension()) {
      case TIME -> "latency";
      case THROUGHPUT -> "throughput";
      case RATE, OTHER -> row.unit().text();
    };
  }

  private static double bencherFactor(Row row) {
    MetricUnit unit = row.unit();
    return switch (row.measure().isScore() ? unit.dimension() : MetricUnit.Dimension.OTHER) {
      case TIME -> MetricUnit.parse("ns/op").convert(1, unit);
      case THROUGHPUT -> MetricUnit.parse("ops/s").convert(1, unit);
      case RATE, OTHER -> 1;
    };
  }

  /**
   * Returns what github-action-benchmark takes as {@code customSmallerIsBetter}: a rate, of which
   * more is better, becomes its inverse.
   */
  public String toGithubAction() {
    ArrayNode root = Json.MAPPER.createArrayNode();
    for (Row row : comparison.rows()) {
      boolean inverted = row.unit().moreIsFaster();
      double score = inverted ? 1 / row.candidate().centre() : row.candidate().centre();
      if (Double.isFinite(score)) {
        double[] ends = ends(row);
        double half = (ends[1] - ends[0]) / 2;
        ObjectNode node = root.addObject();
        node.put("name", row.name());
        node.put("unit", inverted ? "1/(" + row.unit().text() + ")" : row.unit().text());
        node.put("value", score);
        if (Double.isFinite(half)) {
          double range = inverted ? half * score * score : half;
          node.put("range", "± " + Figures.score(range));
        }
        node.put("extra", summary(row));
      }
    }
    return Json.write(root);
  }

  /** The ends of the new side's score that belong to the ratio's interval; NaN if not known. */
  private static double[] ends(Row row) {
    double base = row.base().centre();
    double low = row.interval().low();
    double high = row.interval().high();
    return row.unit().moreIsFaster()
        ? new double[] {base / high, base / low}
        : new double[] {base * low, base * high};
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String label(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
