package fanout.cli;

import fanout.report.ComparisonData;
import fanout.report.ComparisonMarkdown;
import fanout.report.ComparisonText;
import fanout.stats.Comparison;
import fanout.stats.Criteria;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all commands which compare have in common. */
final class ComparisonOptions {
  private static final Pattern SHARE = Pattern.compile("(-?\\d+(?:\\.\\d+)?)(%?)");

  @Option(
      names = "--threshold",
      paramLabel = "[REGEX=]SHARE",
      description =
          "Margin within which a change does not count, such as 5%% or 0.05; with REGEX= for the"
              + " benchmarks whose name or parameters match. Repeatable. Default: 5%%.")
  private List<String> thresholds = List.of();

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "Compare this secondary metric instead of the primary score.")
  private @Nullable String metric;

  @Option(
      names = "--ignore-param",
      paramLabel = "NAME",
      description =
          "Leave this parameter out of a benchmark's key, so that the sides may differ in it."
              + " Repeatable.")
  private Set<String> ignoredParams = Set.of();

  @Option(
      names = "--format",
      description = "text, markdown, csv or json; default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private Format format = Format.text;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  Format format() {
    return format;
  }

  Optional<String> metric() {
    return Optional.ofNullable(metric);
  }

  Set<String> ignoredParams() {
    return ignoredParams;
  }

  /** Returns what counts as a change. */
  Criteria criteria() {
    double overall = Criteria.DEFAULT_THRESHOLD;
    Map<String, Double> single = new LinkedHashMap<>();
    for (String threshold : thresholds) {
      int equals = threshold.lastIndexOf('=');
      if (equals < 0) {
        overall = share(threshold);
      } else {
        single.put(
            Regex.of(spec, "--threshold", threshold.substring(0, equals)).pattern(),
            share(threshold.substring(equals + 1)));
      }
    }
    try {
      return new Criteria(overall, single, metric());
    } catch (IllegalArgumentException bad) {
      throw new ParameterException(spec.commandLine(), "--" + bad.getMessage(), bad);
    }
  }

  /** Writes a comparison in the wanted form. */
  String render(String title, Comparison comparison) {
    return switch (format) {
      case text -> new ComparisonText(title, comparison).toText();
      case markdown -> new ComparisonMarkdown(title, comparison).toMarkdown();
      case csv -> new ComparisonData(comparison).toCsv();
      case json -> new ComparisonData(comparison).toJson();
    };
  }

  private double share(String text) {
    Matcher matcher = SHARE.matcher(text);
    if (!matcher.matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "--threshold: expected a share such as 5% or 0.05, was '" + text + "'");
    }
    double value = Double.parseDouble(matcher.group(1));
    boolean isPercent = !matcher.group(2).isEmpty();
    if (!isPercent && value >= 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--threshold: write %s%% for a percentage, or a share below 1".formatted(text));
    }
    return isPercent ? value / 100 : value;
  }
}
