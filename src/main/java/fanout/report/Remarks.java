package fanout.report;

import fanout.model.LadderRow;
import fanout.results.MetricName;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.RowKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Doubts about a result, each said once with the rows that it is about and what to do. */
public final class Remarks {
  /** Above it connections were not kept as they should. */
  private static final double MOST_NEW_CONNECTIONS = 0.001;

  /** Some late iterations of many do not make a row the server's. */
  private static final double MOSTLY = 0.5;

  /** More names than that say less than their number. */
  private static final int MOST_NAMES = 4;

  private static final String ONE_FORK = "one fork: figures have no intervals; run with -f 5";
  private static final String NOT_WARM =
      "not warmed up (-wi 0): one batch before, so that figures tell nothing of the strategies";
  private static final String WARM_SOONER = "run fewer rows at once, on a quiet machine (doctor)";
  private static final String BELOW_ZERO =
      "hand-off is below 0: it did better than its control, as handing over on demand can";
  private static final String OLD =
      "contenders did not take turns (an older or an isolated result): no ladder";
  private static final String OTHER_SERVER =
      "this server is not ours: replies were checked by their status only, not by number or length;"
          + " whether it was the limit, and its CPU, are not available";

  private final Map<String, List<RowKey>> rows = new LinkedHashMap<>();
  private final List<RowKey> all;
  private final RowNames names;

  /** Looks for doubts in all rows of a summary. */
  public Remarks(Summary summary) {
    all =
        summary.settings().stream()
            .flatMap(setting -> setting.rows().stream())
            .map(row -> row.entry().key())
            .toList();
    names = new RowNames(all);
    for (Summary.Setting setting : summary.settings()) {
      setting.rows().forEach(row -> add(setting, row));
    }
  }

  private void add(Summary.Setting setting, Summary.Row row) {
    ResultEntry entry = row.entry();
    RowKey name = entry.key();
    add(
        name,
        "the stub server was the limit most of the time; read these rows as a lower bound",
        row.value(MetricName.STUB_LIMITED) > MOSTLY);
    add(
        name,
        "warm-up reached its limit before the score stood still%s; %s"
            .formatted(inSomeForks(entry, MetricName.WARM_LIMIT), WARM_SOONER),
        exceeds(entry, MetricName.WARM_LIMIT, 0));
    add(name, NOT_WARM, entry.settings().warmupIterations() == 0);
    addConnections(setting, row);
    add(name, BELOW_ZERO, isHandOffBelowZero(row));
    add(name, ONE_FORK, row.makespanMillis().forks() == 1);
    add(name, OLD, entry.rounds().isEmpty());
    for (String control : row.ladder().map(LadderRow::missing).orElse(List.of())) {
      add(name, "no control beside it; add -p strategy=" + control, true);
    }
    add(name, OTHER_SERVER, setting.asksOthers());
  }

  /** A stub that was told to close connections did what was asked of it. */
  private void addConnections(Summary.Setting setting, Summary.Row row) {
    ResultEntry entry = row.entry();
    RowKey name = entry.key();
    double share = row.value(MetricName.CONNECTIONS_NEW);
    if (setting.asksOthers()) {
      add(
          name,
          "the server ends connections: %s opened one, which its makespan includes"
              .formatted(share > 0 ? oneIn(share) : "none"),
          share > 0);
    } else {
      add(
          name,
          "more than 1 in 1000 requests opened a connection",
          Parameter.REQUESTS_PER_CONNECTION.isUsualIn(entry)
              && exceeds(entry, MetricName.CONNECTIONS_NEW, MOST_NEW_CONNECTIONS));
    }
  }

  /** By one significant digit, so that rows with the same cause have one remark. */
  private static String oneIn(double share) {
    long requests = Math.round(new BigDecimal(1 / share).round(new MathContext(1)).doubleValue());
    return requests <= 1 ? "each request" : "about 1 in " + requests + " requests";
  }

  private void add(RowKey row, String remark, boolean holds) {
    if (holds) {
      rows.computeIfAbsent(remark, fresh -> new ArrayList<>()).add(row);
    }
  }

  /** By chance an interval of 95 % is below 0 in one of seven ladders of three strategies. */
  private static boolean isHandOffBelowZero(Summary.Row row) {
    return row.ladder()
        .flatMap(LadderRow::makespan)
        .flatMap(LadderRow.Terms::handOff)
        .filter(term -> term.high() < -term.halfWidth())
        .isPresent();
  }

  private static String inSomeForks(ResultEntry entry, MetricName flag) {
    double[] forks = entry.forkMeans(flag);
    long flagged = Arrays.stream(forks).filter(mean -> mean > 0).count();
    return flagged == forks.length ? "" : " in %d of %d forks".formatted(flagged, forks.length);
  }

  private static boolean exceeds(ResultEntry entry, MetricName name, double limit) {
    return Arrays.stream(entry.forkMeans(name)).anyMatch(mean -> mean > limit);
  }

  /** Returns one line a remark, not yet wrapped. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    rows.forEach((remark, keys) -> lines.add("! " + of(keys) + ": " + remark + "."));
    return lines;
  }

  private String of(List<RowKey> keys) {
    if (keys.size() == all.size()) {
      return "all rows";
    }
    return keys.size() > MOST_NAMES
        ? keys.size() + " rows"
        : keys.stream().map(names::params).collect(Collectors.joining(", "));
  }

  /** Returns what holds for every row. */
  public List<String> ofAll() {
    return remarks(keys -> keys.size() == all.size());
  }

  /** Returns what holds for one row and not for every one. */
  public List<String> of(RowKey row) {
    return remarks(keys -> keys.size() < all.size() && keys.contains(row));
  }

  private List<String> remarks(Predicate<List<RowKey>> condition) {
    return rows.entrySet().stream()
        .filter(remark -> condition.test(remark.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
