package fanout.stats;

import fanout.results.BadResultException;
import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Results of the same benchmarks in the order they were made: one value a file, where its level
 * changed, and whether the last one is what those before it let expect.
 *
 * @param files the files, oldest first
 * @param series one for each metric of each benchmark that any of the files has, sorted by name
 * @param last each row of the last file against the values before it, back to the last change. The
 *     file, not the fork, is the unit: what differs from sitting to sitting is part of the spread
 */
public record History(List<Sitting> files, List<Series> series, Comparison last) {
  /** Fewer files than this have no history. */
  public static final int FEWEST_FILES = 3;

  /**
   * A file.
   *
   * @param name its name
   * @param commit the commit that it says it was made from; empty where it says nothing
   */
  public record Sitting(String name, String commit) {
    static Sitting of(ResultFile file) {
      String commit =
          file.entries()
              .getFirst()
              .environment()
              .map(environment -> environment.path("commit").asString(""))
              .filter(text -> text.matches("[0-9a-f]{7,64}"))
              .map(text -> text.substring(0, 7))
              .orElse("");
      return new Sitting(
          Optional.ofNullable(file.path().getFileName()).orElse(Path.of("")).toString(), commit);
    }

    /** Returns the name with the commit, if it is known. */
    public String text() {
      return commit.isEmpty() ? name : name + " (" + commit + ")";
    }
  }

  /**
   * One metric of one benchmark over time.
   *
   * @param key which benchmark
   * @param measure which metric
   * @param unit the unit of the values, as the first file that has the benchmark gives it
   * @param values geometric mean of the forks, one a file; NaN where a file lacks it
   * @param changes where the level changed, oldest first
   * @param next where the next value is expected, with 95 % confidence; unknown for fewer than 3
   *     values since the last change
   */
  public record Series(
      RowKey key,
      Measure measure,
      MetricUnit unit,
      List<Double> values,
      List<Change> changes,
      Interval next) {}

  /**
   * A change of level.
   *
   * @param at the index of the first file at the new level
   * @param before geometric mean of the level before it
   * @param after geometric mean of the level after it
   * @param ratio new/old, above 1 is slower; infinite where the old level is 0
   */
  public record Change(int at, double before, double after, double ratio) {}

  /** Copies the lists. */
  public History {
    files = List.copyOf(files);
    series = List.copyOf(series);
  }

  /**
   * Sets files side by side.
   *
   * @param files at least three, oldest first
   * @param criteria what counts as a change
   * @param force whether files of different machines or JDKs are judged by one another; else those
   *     of others than the last one's do not count
   * @throws BadResultException if the last file has no benchmark in common with any before it, or
   *     has a unit that does not convert to theirs, or if no file has a metric
   */
  public static History of(List<ResultFile> files, Criteria criteria, boolean force) {
    ResultFile last = files.getLast();
    int latest = files.size() - 1;
    List<ResultFile> comparable =
        IntStream.rangeClosed(0, latest)
            .parallel()
            .filter(i -> force || i == latest || !places(files.get(i), last).isDecisive())
            .mapToObj(files::get)
            .toList();
    List<Tracks> all = tracks(files, criteria, false);
    List<Tracks> judged =
        comparable.size() == files.size() ? all : tracks(comparable, criteria, false);
    Map<RowKey, ResultEntry> now = Matching.byKey(last);
    ResultFile previous = (comparable.size() > 1 ? comparable : files).reversed().get(1);
    Map<RowKey, ResultEntry> before = Matching.byKey(previous);
    Set<RowKey> gone = new LinkedHashSet<>();
    Set<RowKey> fresh = new LinkedHashSet<>();
    List<Trial> trials = new ArrayList<>();
    List<Row> missing = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).tracks().isEmpty()) {
        Matching.requireMetric(last, criteria.measures().get(i));
      }
      Map<RowKey, Trial> ofMeasure = judged.get(i).trials();
      for (Track track : all.get(i).tracks().values()) {
        RowKey key = track.key();
        if (track.isNew()) {
          fresh.add(key);
        } else if (ofMeasure.containsKey(key)) {
          trials.add(ofMeasure.get(key));
        } else if (now.containsKey(key)) {
          missing.add(lacking(track.measure(), files.get(track.latest()), last, key));
        } else if (before.containsKey(key)) {
          gone.add(key);
        }
      }
    }
    if (trials.isEmpty() && missing.isEmpty()) {
      throw new BadResultException(
          last.path(), "has no benchmark in common with the files before it");
    }
    List<Row> rows = new ArrayList<>(new Judge(criteria, Level.SINGLE_LOOK).judge(trials));
    rows.addAll(missing);
    return new History(
        files.stream().map(Sitting::of).toList(),
        all.stream().flatMap(Tracks::series).toList(),
        new Comparison(
            rows.stream().map(History::withoutForks).toList(),
            List.copyOf(gone),
            List.copyOf(fresh),
            places(previous, last),
            criteria,
            Comparison.Design.FILES));
  }

  /** Returns a row that says that the last file lacks a metric of a benchmark that it has. */
  private static Row lacking(Measure measure, ResultFile before, ResultFile last, RowKey key) {
    Matching.Pair pair = new Matching.Pair(entry(before, key), entry(last, key));
    return Matching.sides(pair, measure, last).missing();
  }

  private static ResultEntry entry(ResultFile file, RowKey key) {
    return file.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns what earlier results say about the spread of a single fork, by benchmark and metric:
   * that of the first forks of the files.
   */
  public static KnownSpreads spreads(List<ResultFile> files, Criteria criteria) {
    Map<KnownSpreads.Series, Spread> spreads = new HashMap<>();
    for (Tracks ofMeasure : tracks(files, criteria, true)) {
      Prior prior = ofMeasure.prior(Track::segment);
      for (Track track : ofMeasure.tracks().values()) {
        Track.spread(track.segment(), prior).ifPresent(spread -> spreads.put(track.name(), spread));
      }
    }
    return new KnownSpreads(spreads, OptionalDouble.empty());
  }

  /** More forks in one file do not narrow what is expected of a file. */
  private static Row withoutForks(Row row) {
    Row.Effect effect = row.effect();
    return new Row(
        row.key(),
        row.measure(),
        row.base(),
        row.candidate(),
        new Row.Effect(
            effect.ratio(),
            effect.interval(),
            effect.pSlower(),
            effect.pFaster(),
            effect.minimumDetectable(),
            0),
        row.finding(),
        row.warnings());
  }

  private static EnvironmentCheck places(ResultFile one, ResultFile other) {
    Map<RowKey, ResultEntry> before = Matching.byKey(one);
    List<Matching.Pair> pairs = new ArrayList<>();
    for (ResultEntry entry : other.entries()) {
      if (before.containsKey(entry.key())) {
        pairs.add(new Matching.Pair(before.get(entry.key()), entry));
      }
    }
    return EnvironmentCheck.of(pairs);
  }

  /** The series of one metric, which borrow from each other's spread. */
  private record Tracks(NavigableMap<RowKey, Track> tracks) {
    Stream<Series> series() {
      Prior prior = prior(Track::segment);
      return tracks.values().stream().map(track -> track.series(prior));
    }

    /** Judges the last file's values. They have no part in what they are judged by. */
    Map<RowKey, Trial> trials() {
      Prior prior = prior(Track::before);
      return tracks.values().stream()
          .filter(Track::isInLast)
          .collect(Collectors.toMap(Track::key, track -> track.trial(prior)));
    }

    Prior prior(Function<Track, double[]> values) {
      return Prior.fit(
          tracks.values().stream()
              .flatMap(track -> Track.spread(values.apply(track), Prior.NONE).stream())
              .toList());
    }
  }

  private static List<Tracks> tracks(
      List<ResultFile> files, Criteria criteria, boolean firstForks) {
    List<Tracks> all = new ArrayList<>();
    for (Measure measure : criteria.measures()) {
      NavigableMap<RowKey, Track> tracks = new TreeMap<>();
      for (int i = 0; i < files.size(); i++) {
        for (ResultEntry entry : files.get(i).entries()) {
          Optional<Metric> metric = measure.of(entry);
          if (metric.isPresent()) {
            tracks
                .computeIfAbsent(
                    entry.key(),
                    key ->
                        new Track(
                            key,
                            criteria.measureOf(key, measure),
                            metric.get().unit(),
                            files.size()))
                .put(i, metric.get(), firstForks);
          }
        }
      }
      tracks.values().parallelStream().forEach(Track::findChanges);
      all.add(new Tracks(tracks));
    }
    return all;
  }
}
