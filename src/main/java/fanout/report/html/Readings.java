package fanout.report.html;

import fanout.report.Figures;
import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The metrics of an entry over forks, and how they are written. */
final class Readings {
  /** Written where there is no number. */
  static final String NONE = "–";

  private static final MetricUnit MILLISECONDS = MetricUnit.parse("ms/op");

  /** One late fork of several does not make a row the server's. */
  private static final double MOST_FORKS = 0.5;

  private static final double COMPILERS_SHARE = 0.05;

  private Readings() {}

  /** Returns a metric's mean over forks; empty if the entry lacks it or it is no number. */
  static Optional<ForkMean> mean(ResultEntry entry, String metric) {
    return entry
        .metric(metric)
        .map(found -> ForkMean.of(found.forks()))
        .filter(mean -> Double.isFinite(mean.mean()));
  }

  /** Returns a metric's mean, or 0 if the entry lacks it. */
  static double value(ResultEntry entry, String metric) {
    return mean(entry, metric).map(ForkMean::mean).orElse(0.0);
  }

  /** Returns the mean of each fork's iterations. */
  static double[] forks(Metric metric) {
    return Arrays.stream(metric.forks())
        .filter(fork -> fork.length > 0)
        .mapToDouble(fork -> Arrays.stream(fork).average().orElse(Double.NaN))
        .toArray();
  }

  /** Returns the mean makespan of each fork in milliseconds. */
  static double[] millis(ResultEntry entry) {
    return entry
        .rounds()
        .map(rounds -> Arrays.stream(rounds.forkMeansUs()).map(micros -> micros / 1000).toArray())
        .orElseGet(
            () ->
                Arrays.stream(forks(entry.primary()))
                    .map(score -> MILLISECONDS.convert(score, entry.primary().unit()))
                    .toArray());
  }

  /** Returns doubts about an entry's figures, one sentence each. */
  static List<String> warnings(ResultEntry entry) {
    List<String> warnings = new ArrayList<>();
    flagged(
        entry, "warm.limit", 0, "warm-up reached its limit before the score stood still", warnings);
    flagged(entry, "stub.limited", MOST_FORKS, "the stub server was the limit", warnings);
    double client = value(entry, "cpu.client");
    double compilers = value(entry, "cpu.compilers");
    if (client > 0 && compilers > COMPILERS_SHARE * client) {
      warnings.add(
          "compilers still took %s µs a request beside the client's %s: warm up longer"
              .formatted(brief(compilers), brief(client)));
    }
    return warnings;
  }

  /** Says so where more than a share of the forks raised the flag. */
  private static void flagged(
      ResultEntry entry, String flag, double share, String sentence, List<String> warnings) {
    double[] forks = entry.metric(flag).map(Readings::forks).orElse(new double[0]);
    long raised = Arrays.stream(forks).filter(value -> value > 0).count();
    if (raised > share * forks.length) {
      warnings.add(sentence + " in %d of %d forks".formatted(raised, forks.length));
    }
  }

  /** Returns warnings as one badge that a reader opens; nothing if there are none. */
  static String badge(List<String> warnings) {
    String items =
        warnings.stream()
            .map(line -> Html.element("li", Html.text(line)))
            .collect(Collectors.joining());
    String count = warnings.size() == 1 ? "1 warning" : warnings.size() + " warnings";
    return warnings.isEmpty()
        ? ""
        : " <details class=\"badge\"><summary>⚠ %s</summary><ul>%s</ul></details>"
            .formatted(count, items);
  }

  /** Returns about four significant digits. */
  static String number(double value) {
    return Double.isFinite(value) ? Figures.number(value).replace('-', '−') : NONE;
  }

  /** Returns about three significant digits. */
  static String brief(double value) {
    return Double.isFinite(value) ? Figures.brief(value).replace('-', '−') : NONE;
  }

  /** Returns a mean and half its interval, to two significant digits of the latter. */
  static String margin(ForkMean mean) {
    double half = mean.halfWidth();
    if (!Double.isFinite(half) || half <= 0) {
      return brief(mean.mean());
    }
    int decimals = Math.clamp(1 - (int) Math.floor(Math.log10(half)), 0, 3);
    String form = "%." + decimals + "f";
    return String.format(Locale.ROOT, form + " ± " + form, mean.mean(), half).replace('-', '−');
  }

  /** Returns both ends of an interval in words. */
  static String interval(double low, double high) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? "95 % interval " + brief(low) + " to " + brief(high)
        : "";
  }
}
