package fanout.report;

import fanout.model.LadderRow;
import fanout.model.LadderRow.Terms;
import fanout.results.Rounds;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One setting for people: makespans, the ladder in makespan and CPU, bars, and sentences. */
public final class LadderText {
  private static final String NONE = "-";
  private static final double MILLIS_PER_MICRO = 1e-3;

  private final Summary.Setting setting;

  /** Prepares what is said of a setting. */
  public LadderText(Summary.Setting setting) {
    this.setting = setting;
  }

  /** Each contender's makespan and speed-up. */
  Table makespans() {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : setting.rows()) {
      rows.add(
          List.of(
              row.strategy(),
              Figures.number(row.makespanMillis().mean()),
              Figures.interval(row.makespanMillis()),
              String.format(Locale.ROOT, "%.0f", row.requestsPerSecond()),
              row.isSingleThread() ? "1" : row.speedUp().map(Figures::margin).orElse(NONE)));
    }
    return new Table(
        Table.columns("strategy", "#makespan ms", "#95 % interval", "#requests/s", "#speed-up"),
        rows);
  }

  /** Returns the ladder in makespan, a row for each of {@link #steps}; empty without rounds. */
  public Optional<Table> makespanTerms() {
    return terms("µs of makespan", LadderRow::makespan);
  }

  /** Returns the ladder in the client's CPU time; empty without rounds or CPU times. */
  public Optional<Table> cpuTerms() {
    return terms("µs of CPU", LadderRow::cpu);
  }

  private Optional<Table> terms(String heading, Function<LadderRow, Optional<Terms>> of) {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : setting.rows()) {
      steps(row, of).ifPresent(terms -> rows.add(cells(row.strategy(), terms)));
    }
    return Table.ofRows(
        Table.columns(heading, "#requests", "#sharing", "#vehicle", "#hand-off", "#synchr."), rows);
  }

  /** Returns the terms of each row that has its controls beside it. */
  public List<Terms> steps(Function<LadderRow, Optional<Terms>> of) {
    return setting.rows().stream().flatMap(row -> steps(row, of).stream()).toList();
  }

  private static Optional<Terms> steps(Summary.Row row, Function<LadderRow, Optional<Terms>> of) {
    return row.ladder().flatMap(of).filter(terms -> terms.requests().isPresent());
  }

  private static List<String> cells(String strategy, Terms terms) {
    return List.of(
        strategy,
        terms.requests().map(mean -> Figures.brief(mean.mean())).orElse(NONE),
        margin(terms.sharing()),
        margin(terms.vehicle()),
        margin(terms.handOff()),
        margin(terms.synchronization()));
  }

  private static String margin(Optional<ForkMean> term) {
    return term.map(Figures::briefMargin).orElse(NONE);
  }

  /** A bar for each strategy, and their key; empty where no strategy has a ladder. */
  List<String> bars() {
    List<Summary.Row> rows = setting.rows().stream().filter(row -> !row.isControl()).toList();
    return rows.stream().anyMatch(row -> steps(row, LadderRow::makespan).isPresent())
        ? new Bars(rows).lines()
        : List.of();
  }

  /** One sentence for each strategy that has a ladder, after one that names the setting. */
  List<String> sentences() {
    List<String> sentences =
        setting.rows().stream()
            .filter(row -> steps(row, LadderRow::makespan).isPresent())
            .map(this::sentence)
            .toList();
    return sentences.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of(setting.title() + ":"), sentences.stream()).toList();
  }

  private String sentence(Summary.Row row) {
    Terms terms = row.ladder().flatMap(LadderRow::makespan).orElseThrow();
    List<String> costs = new ArrayList<>();
    terms.handOff().ifPresent(term -> costs.add("handing over costs " + millis(term)));
    terms.sharing().ifPresent(term -> costs.add("sharing one client " + millis(term)));
    terms.vehicle().ifPresent(term -> costs.add(vehicle(row) + " " + millis(term)));
    String cpu =
        row.ladder()
            .flatMap(LadderRow::cpu)
            .flatMap(Terms::synchronization)
            .map(term -> "; synchronization takes " + Figures.margin(term) + " µs of CPU a request")
            .orElse("");
    return "  %s %s ms%s%s."
        .formatted(
            takes(row.strategy()),
            Figures.brief(row.makespanMillis().mean()),
            costs.isEmpty() ? "" : ", of which " + String.join(", ", costs),
            cpu);
  }

  private String millis(ForkMean micros) {
    return Figures.margin(micros.times(MILLIS_PER_MICRO * setting.requests()))
        + " ms"
        + (micros.includes(0) ? " (which may be nothing)" : "");
  }

  private static String vehicle(Summary.Row row) {
    return switch (row.entry().rounds().orElseThrow().vehicle()) {
      case Rounds.VIRTUAL_THREADS -> "blocking on virtual threads";
      case Rounds.PROCESSES -> "having processes";
      default -> "the vehicle";
    };
  }

  private static String takes(String strategy) {
    return switch (strategy) {
      case "THREAD_POOL" -> "a thread pool takes";
      case "VIRTUAL_THREADS" -> "virtual threads take";
      case "WORKER_PROCESSES" -> "worker processes take";
      default -> strategy + " takes";
    };
  }
}
