package fanout.cli;

import fanout.os.AtomicFile;
import fanout.report.ComparisonData;
import fanout.report.ComparisonExport;
import fanout.report.ComparisonMarkdown;
import fanout.report.ComparisonText;
import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.Criteria;
import fanout.stats.Measure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options that all commands which compare have in common. */
final class ComparisonOptions extends SharedOptions {
  private static final String EXPORT = "--export";
  private static final Pattern SHARE = Pattern.compile("(-?\\d+(?:\\.\\d+)?)(%?)");
  private static final Pattern METRIC = Pattern.compile("([^=,]+)(?:=([^,]+))?(?:,floor=(.+))?");
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([^\\d\\s.].*)");

  @Option(
      names = "--threshold",
      paramLabel = "[REGEX=]SHARE",
      description =
          "Margin within which a change does not count, such as 5%% or 0.05; with REGEX= for the"
              + " benchmarks whose name or parameters match. Repeatable. Default: 5%%.")
  private List<String> thresholds = List.of();

  @Option(
      names = "--metric",
      paramLabel = "NAME[=SHARE][,floor=AMOUNT]",
      description = {
        "A metric to judge, with its margin and the smallest change that counts, such as"
            + " time=5%% (the benchmark's own score), gc.alloc.rate.norm=1%%,floor=16B or, of mode"
            + " sample, p99."
            + " Repeatable; all share one correction. Default: time. A change of B/op counts from"
            + " 8 B on, one of #/op from 0.1, unless a floor says otherwise."
      })
  private List<String> metrics = List.of();

  @Option(
      names = "--waivers",
      paramLabel = "FILE",
      description =
          "Slowdowns accepted for a time: a JSON array of {\"benchmark\": REGEX, \"ceiling\":"
              + " \"20%%\", \"reason\": TEXT, \"until\": \"2030-01-31\"}.")
  private @Nullable Path waivers;

  @Option(
      names = "--strict",
      description = "End with 2 where a waiver has expired or matches nothing.")
  private boolean strict;

  @Option(
      names = "--ignore-param",
      paramLabel = "NAME",
      description =
          "Leave this parameter out of a benchmark's key, so that the sides may differ in it."
              + " Repeatable.")
  private Set<String> ignoredParams = Set.of();

  @Option(
      names = "--format",
      description =
          "text, markdown, csv, json; junit (XML), github (annotations), openmetrics, bencher or"
              + " github-action; default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private ComparisonFormat format = ComparisonFormat.text;

  @Option(
      names = EXPORT,
      paramLabel = "FORM=FILE",
      description =
          "Write it to a file, too, in one of the forms of --format. Repeatable, each form once.")
  private Map<ComparisonFormat, Path> exports = Map.of();

  ComparisonFormat format() {
    return format;
  }

  Set<String> ignoredParams() {
    return ignoredParams;
  }

  /** Returns what counts as a change of the benchmarks' scores, or of what is asked for. */
  Criteria criteria() {
    return criteria(Measure.TIME);
  }

  /** Returns what counts as a change of the usual metrics, or of those that are asked for. */
  Criteria criteria(String... usual) {
    double overall = Criteria.DEFAULT_THRESHOLD;
    Map<String, Double> single = new LinkedHashMap<>();
    for (String threshold : thresholds) {
      int equals = threshold.lastIndexOf('=');
      if (equals < 0) {
        overall = share("--threshold", threshold);
      } else {
        single.put(
            regex("--threshold", threshold.substring(0, equals)).pattern(),
            share("--threshold", threshold.substring(equals + 1)));
      }
    }
    double share = overall;
    List<Measure> measures =
        metrics.isEmpty()
            ? Stream.of(usual).map(name -> measure(name, share)).toList()
            : metrics.stream().map(text -> measure(text, share)).toList();
    return checked(() -> new Criteria(measures, single, waivers()));
  }

  private Measure measure(String text, double overall) {
    Matcher matcher = METRIC.matcher(text);
    if (!matcher.matches()) {
      throw bad("--metric: expected NAME, NAME=5% or NAME=1%,floor=16B, was '" + text + "'");
    }
    double share = matcher.group(2) == null ? overall : share("--metric", matcher.group(2));
    if (matcher.group(3) == null) {
      return checked(() -> Measure.of(matcher.group(1), share));
    }
    Matcher floor = AMOUNT.matcher(matcher.group(3));
    if (!floor.matches()) {
      throw bad(
          "--metric: expected a floor with its unit such as 16B, was '" + matcher.group(3) + "'");
    }
    return checked(
        () ->
            new Measure(
                matcher.group(1), share, Double.parseDouble(floor.group(1)), floor.group(2)));
  }

  /** Returns the waivers that have not expired. */
  private List<Criteria.Waiver> waivers() {
    return allWaivers().stream().filter(waiver -> !waiver.until().isBefore(today())).toList();
  }

  private List<Criteria.Waiver> allWaivers() {
    return waivers == null ? List.of() : Waivers.read(waivers);
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  /**
   * Says on standard error which waivers have expired or match nothing.
   *
   * @return whether there are some and the user is strict about it
   */
  boolean warnOfWaivers(Comparison comparison) {
    boolean isExpired = warnOfExpiredWaivers();
    return warnOfUnmatchedWaivers(comparison) || isExpired;
  }

  /** The same, of what can be said before there is a comparison. */
  boolean warnOfExpiredWaivers() {
    return warn(Waivers.expired(allWaivers(), today()));
  }

  /** The same, of the rest. */
  boolean warnOfUnmatchedWaivers(Comparison comparison) {
    return warn(Waivers.unmatched(waivers(), comparison.keys()));
  }

  private boolean warn(List<String> doubts) {
    doubts.forEach(doubt -> err().println("fanout: %s: %s".formatted(waivers, doubt)));
    return strict && !doubts.isEmpty();
  }

  private void requireOneFileOfEachForm() {
    OptionSpec given = spec().commandLine().getParseResult().matchedOption(EXPORT);
    if (given != null && given.originalStringValues().size() > exports.size()) {
      throw bad(
          EXPORT
              + ": each form may be given once, had "
              + String.join(" ", given.originalStringValues()));
    }
    List<Path> files = List.copyOf(exports.values());
    for (Path file : files) {
      if (files.stream().filter(other -> FileOptions.isSame(file, other)).count() > 1) {
        throw bad(EXPORT + ": " + file + " would hold two forms; name another file for each");
      }
    }
  }

  private void requireOthers(List<Path> inputs) {
    for (Path file : exports.values()) {
      if (Stream.concat(inputs.stream(), Stream.ofNullable(waivers))
          .anyMatch(input -> FileOptions.isSame(file, input))) {
        throw bad(EXPORT + ": " + file + " is read by this command; name another file");
      }
    }
  }

  private <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw bad("--" + e.getMessage(), e);
    }
  }

  /** Returns a comparison in the wanted form, and writes the files of those that are exported. */
  String render(String title, Comparison comparison) {
    return render(title, comparison, key -> false);
  }

  /**
   * The same of a gate's comparison.
   *
   * @param mayBeMissing benchmarks that the new side need not have
   */
  String render(String title, Comparison comparison, Predicate<RowKey> mayBeMissing) {
    return render(form -> written(form, title, comparison, mayBeMissing));
  }

  /**
   * The same of anything that has these forms.
   *
   * @param forms returns it in one of them
   */
  String render(Function<ComparisonFormat, String> forms) {
    exports.forEach(
        (form, file) -> AtomicFile.write(file, forms.apply(form).getBytes(StandardCharsets.UTF_8)));
    return forms.apply(format);
  }

  /** Ends a command before its work where an export could not be kept, or would replace a file. */
  void requireExportable(List<Path> inputs) {
    requireOneFileOfEachForm();
    requireOthers(inputs);
    exports.values().forEach(AtomicFile::at);
  }

  /** Returns a comparison in one form. */
  static String written(
      ComparisonFormat form, String title, Comparison comparison, Predicate<RowKey> mayBeMissing) {
    ComparisonExport export = new ComparisonExport(comparison, mayBeMissing);
    return switch (form) {
      case text -> new ComparisonText(title, comparison).toText();
      case markdown -> new ComparisonMarkdown(title, comparison).toMarkdown();
      case csv -> new ComparisonData(comparison).toCsv();
      case json -> new ComparisonData(comparison).toJson();
      case junit -> export.toJunit();
      case github -> export.toGithub();
      case openmetrics -> export.toOpenMetrics();
      case bencher -> export.toBencher();
      case github_action -> export.toGithubAction();
    };
  }

  /** Reads a share of one, such as 5% or 0.05. */
  double share(String option, String text) {
    Matcher matcher = SHARE.matcher(text);
    if (!matcher.matches()) {
      throw bad(option + ": expected a share such as 5% or 0.05, was '" + text + "'");
    }
    double value = Double.parseDouble(matcher.group(1));
    boolean isPercent = !matcher.group(2).isEmpty();
    if (!isPercent && value >= 1) {
      throw bad(option + ": write " + text + "% for a percentage, or a share below 1");
    }
    return isPercent ? value / 100 : value;
  }
}
