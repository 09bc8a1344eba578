package fanout.report.html;

import fanout.model.Calibration;
import fanout.report.CalibrationText;
import fanout.report.Places;
import fanout.report.Summary;
import fanout.report.SummaryText;
import fanout.report.Table;
import fanout.results.BadResultException;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.Criteria;
import fanout.stats.History;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One page that needs nothing else: what results say, drawn beside the figures. Results of any JMH
 * benchmark have their scores; ours have the ladder, slots, timelines and sweeps; two results of
 * the same benchmarks are compared, and more, oldest first, shown over time.
 */
public final class HtmlReport {
  /** The page's largest size in bytes. */
  public static final int MOST_BYTES = 1_000_000;

  /** Tried one after the other until the page is small enough. */
  private static final List<Limits> LIMITS =
      List.of(new Limits(200, 400_000), new Limits(60, 150_000), new Limits(20, 0));

  private final List<Source> sources;
  private final Optional<Comparison> comparison;
  private final Optional<History> history;
  private final EnvironmentPart environment;

  /**
   * The most that a page holds, so that it stays small however large the results are.
   *
   * @param rows rows of a table, or panels
   * @param timelineBytes what all timelines may take
   */
  record Limits(int rows, int timelineBytes) {
    /** Returns the limits of what stands beside something more important. */
    Limits fewer() {
      return new Limits(rows / 5, timelineBytes);
    }

    <T> List<T> of(List<T> all) {
      return all.size() <= rows ? all : all.subList(0, rows);
    }
  }

  /**
   * A result and the name that the page gives it.
   *
   * @param name as short as is distinct
   * @param file the result
   * @param summary its settings
   * @param isAlone whether the page has no other
   */
  record Source(String name, ResultFile file, Summary summary, boolean isAlone) {
    /** Tells whether there are so many settings that they are the points of a sweep. */
    boolean isSweep() {
      return summary.settings().size() > SummaryText.MOST_SETTINGS;
    }

    /** Returns the settings that are told one by one. */
    List<Summary.Setting> settings() {
      return isSweep() ? List.of() : summary.settings();
    }

    /** Returns the heading of one setting. */
    String heading(Summary.Setting setting) {
      return heading(setting.title());
    }

    /** Returns a heading that says whose something is, where a reader needs it. */
    String heading(String words) {
      return isAlone ? words : name + ": " + words;
    }
  }

  /**
   * Prepares a page.
   *
   * @param results results in JMH's form, those of {@code calibrate} among them
   * @throws IllegalArgumentException if there is none
   */
  public HtmlReport(List<ResultFile> results) {
    if (results.isEmpty()) {
      throw new IllegalArgumentException("a report needs at least one result, had none");
    }
    this.sources = new ArrayList<>();
    for (ResultFile file : results) {
      String name = Places.name(file, results);
      sources.add(new Source(name, file, Summary.of(file), results.size() == 1));
    }
    this.comparison = comparison(results);
    this.history = history(results);
    this.environment = new EnvironmentPart(sources);
  }

  /** Two results that share no benchmark are two results, and not a mistake. */
  private static Optional<Comparison> comparison(List<ResultFile> results) {
    if (results.size() != 2) {
      return Optional.empty();
    }
    ResultFile base = results.getFirst();
    ResultFile candidate = results.getLast();
    var keys = base.entries().stream().map(ResultEntry::key).collect(Collectors.toSet());
    boolean share = candidate.entries().stream().anyMatch(entry -> keys.contains(entry.key()));
    try {
      return share
          ? Optional.of(Comparison.of(base, candidate, Criteria.DEFAULT))
          : Optional.empty();
    } catch (IllegalArgumentException unusable) {
      throw new BadResultException(
          candidate.path(), String.valueOf(unusable.getMessage()), unusable);
    }
  }

  /** Three or more results are a history where the last has something of each in common. */
  private static Optional<History> history(List<ResultFile> results) {
    if (results.size() < History.FEWEST_FILES) {
      return Optional.empty();
    }
    var keys =
        results.getLast().entries().stream().map(ResultEntry::key).collect(Collectors.toSet());
    boolean share =
        results.stream()
            .allMatch(
                file -> file.entries().stream().anyMatch(entry -> keys.contains(entry.key())));
    return share ? Optional.of(History.of(results, Criteria.DEFAULT, false)) : Optional.empty();
  }

  /** Returns what differs between the places where the results were made, one line each. */
  public List<String> mixedPlaces() {
    return Places.differences(sources.stream().map(Source::file).toList());
  }

  /**
   * Returns the page in UTF-8, at most {@value #MOST_BYTES} bytes where the results' own names
   * allow it. What is left out for that is counted in the page.
   */
  public byte[] toBytes() {
    byte[] page = new byte[0];
    for (Limits limits : LIMITS) {
      page = page(limits).getBytes(StandardCharsets.UTF_8);
      if (page.length <= MOST_BYTES) {
        break;
      }
    }
    return page;
  }

  private String page(Limits limits) {
    List<Page.Part> parts = new ArrayList<>();
    comparison.ifPresent(found -> parts.add(new ComparisonPart(found, limits).of(sources)));
    history.ifPresent(found -> parts.add(new HistoryPart(found, limits).part()));
    List<Source> shown = history.isPresent() ? List.of(sources.getLast()) : sources;
    List<Page.Part> sweeps = new SweepPart(limits).of(shown);
    boolean isSweep = shown.stream().anyMatch(Source::isSweep);
    if (isSweep) {
      // The answer of a sweep is its curve; its points are settings like others.
      parts.addAll(sweeps);
    }
    parts.add(new AnswerPart(limits).of(shown));
    parts.add(LadderPart.of(shown));
    Stream.of(
            new SlotPart(limits).of(shown),
            new TimelinePart(limits).of(shown),
            SlotPart.latency(limits, shown))
        .map(part -> isSweep ? part.folded("Each setting by itself") : part)
        .forEach(parts::add);
    if (!isSweep) {
      parts.addAll(sweeps);
    }
    parts.add(
        comparison.isEmpty() && history.isEmpty()
            ? new ScorePart(limits).of(shown)
            : new ScorePart(limits.fewer())
                .of(shown)
                .folded("With JMH's own errors and secondary metrics"));
    parts.add(calibration());
    parts.add(environment.part());
    return new Page(title(), environment.made(), environment.origin(), mixedPlaces(), parts).html();
  }

  private Page.Part calibration() {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      if (Calibration.isIn(source.file().entries())) {
        html.append(calibration(source));
      }
    }
    return new Page.Part("calibration", "Is the instrument right?", html.toString());
  }

  private static String calibration(Source source) {
    try {
      Calibration calibration = Calibration.of(source.file().entries());
      Table table = CalibrationText.table(calibration);
      return Html.element("p", "answer", CalibrationText.conclusion(calibration))
          + Html.table(source.name(), table, table.rows().size());
    } catch (IllegalArgumentException lacking) { // some rows with additions make no calibration
      return Html.element("p", "answer", source.name() + ": " + lacking.getMessage());
    }
  }

  private String title() {
    if (history.isPresent()) {
      return "%s to %s, %d files"
          .formatted(sources.getFirst().name(), sources.getLast().name(), sources.size());
    }
    String between = comparison.isPresent() ? " → " : ", ";
    return sources.stream().map(Source::name).collect(Collectors.joining(between));
  }
}
