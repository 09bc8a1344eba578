package fanout.report.html;

import fanout.report.Summary;
import fanout.report.html.Sheet.Limits;
import fanout.results.BadResultException;
import fanout.results.Calibration;
import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.Criteria;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One page that needs nothing else: what results say, as charts with their data. Results of any JMH
 * benchmark have their points; ours have ledgers, timelines and sweeps; two results of the same
 * benchmarks are compared.
 */
public final class HtmlReport {
  /** The page's largest size in bytes. */
  public static final int MOST_BYTES = 1_000_000;

  /** Tried one after the other until the page is small enough. */
  private static final List<Limits> LIMITS =
      List.of(
          new Limits(60, 1000, 16_000),
          new Limits(40, 300, 8000),
          new Limits(20, 60, 4000),
          new Limits(8, 20, 0),
          new Limits(2, 5, 0));

  private final List<Source> sources;
  private final Map<String, Calibration> calibrations;
  private final Optional<Comparison> comparison;
  private final Places places = new Places();

  /**
   * Prepares a page.
   *
   * @param results results in JMH's form
   * @param calibrations what {@code calibrate} read, by file
   * @throws IllegalArgumentException if there is neither, or a calibration has too few amounts
   */
  public HtmlReport(List<ResultFile> results, Map<Path, Calibration> calibrations) {
    if (results.isEmpty() && calibrations.isEmpty()) {
      throw new IllegalArgumentException("a report needs at least one result, had none");
    }
    this.calibrations = new LinkedHashMap<>();
    this.sources = new ArrayList<>();
    for (ResultFile file : results) {
      sources.add(new Source(name(file.path(), results), file, Summary.of(file), isAlone(results)));
    }
    calibrations.forEach(
        (path, calibration) -> this.calibrations.put(path.toString(), calibration));
    this.comparison = comparison(results);
    sources.forEach(places::add);
    this.calibrations.forEach(places::add);
  }

  private static boolean isAlone(List<ResultFile> results) {
    return results.size() == 1;
  }

  /** The file's own name where no other file has it. */
  private static String name(Path path, List<ResultFile> results) {
    String name = Objects.toString(path.getFileName(), path.toString());
    long same = results.stream().filter(other -> other.path().endsWith(name)).count();
    return same == 1 ? name : path.toString();
  }

  /** Two results that share no benchmark are two results, and not a mistake. */
  private static Optional<Comparison> comparison(List<ResultFile> results) {
    if (results.size() != 2) {
      return Optional.empty();
    }
    ResultFile base = results.getFirst();
    ResultFile candidate = results.getLast();
    boolean share =
        base.entries().stream().anyMatch(entry -> candidate.find(entry.key()).isPresent());
    try {
      return share
          ? Optional.of(Comparison.of(base, candidate, Criteria.DEFAULT))
          : Optional.empty();
    } catch (IllegalArgumentException unusable) {
      throw new BadResultException(
          candidate.path(), String.valueOf(unusable.getMessage()), unusable);
    }
  }

  /** Returns what differs between the places where the results were made, one line each. */
  public List<String> mixedPlaces() {
    return places.differences();
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
    Sheet sheet = new Sheet(limits);
    List<Part> parts =
        List.of(
            new ComparisonPart(sheet).of(sources, comparison),
            new TimePart(sheet).of(sources),
            new TimelinePart(sheet).of(sources),
            new MakespanPart(sheet).of(sources),
            new LatencyPart(sheet).of(sources),
            new ScalabilityPart(sheet).of(sources),
            new GranularityPart(sheet).of(sources),
            new RecordingPart(sheet).of(sources),
            new CalibrationPart(sheet).of(List.copyOf(calibrations.values())),
            new EnvironmentPart(sheet).of(sources, calibrations));
    List<String> names = new ArrayList<>(sources.stream().map(Source::name).toList());
    names.addAll(calibrations.keySet());
    return new Page(names, mixedPlaces(), parts).html();
  }
}
