package fanout.ab;

import fanout.ab.Interleaving.Commands;
import fanout.ab.Interleaving.Limits;
import fanout.results.RowKey;
import fanout.stats.Criteria;
import fanout.stats.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The plan by which the gate's error rates are measured. The margin is 0: there a false alarm is as
 * likely as it ever is, and each slowdown can be found.
 *
 * @param work the commands that are compared
 * @param comparisons comparisons of identical code for each way of collecting
 * @param detections comparisons for each slowdown
 * @param blocks the most blocks of each comparison
 * @param seed of every order
 * @param limits of the whole proof, and of a fork
 * @param folder where everything is kept
 */
public record ProofPlan(
    Work work, int comparisons, int detections, int blocks, long seed, Limits limits, Path folder) {
  /** The margin of users; what counts for the proof is what is found at a margin of 0. */
  static final Criteria USUAL = Criteria.DEFAULT;

  static final Criteria CRITERIA = Criteria.of(0);

  private static final List<Integer> SLOWDOWNS = List.of(1, 2, 5, 10);

  /** The slowdown of the one slow row among several. */
  private static final int SLOWDOWN_OF_ONE = 5;

  private static final int BASE_WORK = 1000;
  private static final int WORK_OF_PERCENT = 10;

  /** Where a command has its amount of work: 1000, and 10 more for each percent. */
  public static final String AMOUNT = "{}";

  /**
   * The commands that are compared, with {@value #AMOUNT} where the amount of work goes.
   *
   * @param jmh takes options of JMH
   * @param plain any command
   * @param options options of JMH
   * @param ignoredParams parameters in which different amounts of work differ
   * @param rows JMH's {@code name=value,value} that makes several rows of the same work
   */
  public record Work(
      String jmh, String plain, List<String> options, Set<String> ignoredParams, String rows) {
    /**
     * Copies options and parameters.
     *
     * @throws IllegalArgumentException if {@code rows} is not a name with several values
     */
    public Work {
      options = List.copyOf(options);
      ignoredParams = Set.copyOf(ignoredParams);
      if (!rows.matches("[^=,]+=[^=,]+(,[^=,]+)+")) {
        throw new IllegalArgumentException(
            "--rows: expected NAME=VALUE,VALUE with two values or more, was '" + rows + "'");
      }
    }

    private String name() {
      return rows.substring(0, rows.indexOf('='));
    }

    private List<String> values() {
      return List.of(rows.substring(name().length() + 1).split(","));
    }

    private String option(String value) {
      return name() + "=" + value;
    }
  }

  /** How values are collected, and of what a verdict speaks. */
  enum Method {
    AB("ab"),
    /** Several rows at once: the gravest of their verdicts. */
    ROWS("ab, any of several rows"),
    /** Several rows at once, of which one is slower: its verdict. */
    ONE_OF_ROWS("ab, the slow one of several rows"),
    /** The gravest verdict on the others. */
    OTHER_ROWS("ab, any of the others"),
    COMMAND("ab --command"),
    /** Two files of JMH's, from the forks of two comparisons. */
    FILES("compare");

    private final String text;

    Method(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Tells whether a verdict is not chosen among several rows' verdicts. */
    boolean isOfOneRow() {
      return this != ROWS && this != OTHER_ROWS;
    }
  }

  /**
   * A kind of comparison.
   *
   * @param percent by how much the new side is slower; 0 for identical code
   * @param isLoaded whether other programs use the processors now and then
   */
  record Kind(Method method, int percent, boolean isLoaded) {
    String text() {
      return "%s, %s%s"
          .formatted(
              method.text(),
              percent == 0 ? "identical" : percent + "% slower",
              isLoaded ? ", under load" : "");
    }

    String fileName() {
      String name =
          switch (method) {
            case AB, FILES -> "ab";
            case ROWS, ONE_OF_ROWS, OTHER_ROWS -> "rows";
            case COMMAND -> "command";
          };
      return "%s-%d%s".formatted(name, percent, isLoaded ? "-load" : "");
    }

    boolean hasSeveralRows() {
      return method == Method.ROWS || method == Method.ONE_OF_ROWS;
    }

    /** Returns the kind of single comparisons whose forks take the same time. */
    Kind likeInTime() {
      return new Kind(method == Method.COMMAND ? Method.COMMAND : Method.AB, 0, isLoaded);
    }

    /** Tells whether it is what the proof is for, when time gets short. */
    boolean isRequired() {
      return method == Method.ROWS;
    }
  }

  /**
   * Returns all comparisons in a random order, so that no kind has a time of its own. Identical
   * code runs as several rows at once: each counts by itself, and all of them together. Forks of
   * JMH under load are slow: of those there are fewer.
   */
  List<Kind> order() {
    List<Kind> order = new ArrayList<>();
    int rows = work.values().size();
    add(order, (comparisons + rows - 1) / rows, new Kind(Method.ROWS, 0, false));
    add(order, (detections + 2) / 3, new Kind(Method.ONE_OF_ROWS, SLOWDOWN_OF_ONE, false));
    add(order, (comparisons + 5) / 6, new Kind(Method.AB, 0, true));
    for (boolean isLoaded : new boolean[] {false, true}) {
      add(order, comparisons, new Kind(Method.COMMAND, 0, isLoaded));
      for (int percent : SLOWDOWNS) {
        add(order, detections, new Kind(Method.COMMAND, percent, isLoaded));
        int times = !isLoaded ? detections : percent < 5 ? 0 : (detections + 1) / 2;
        add(order, times, new Kind(Method.AB, percent, isLoaded));
      }
    }
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  /** Returns the most forks, or runs of a command, of a comparison. */
  int forks(Kind kind) {
    return blocks * BlockOrder.FORKS * (kind.hasSeveralRows() ? work.values().size() : 1);
  }

  /** Tells whether these are the rows that the work is to have. */
  boolean areRows(List<Row> rows) {
    return rows.stream()
        .map(row -> row.key().params().get(work.name()))
        .toList()
        .containsAll(work.values());
  }

  /** Returns by how much a row is slower on the new side; of several rows, the last may be. */
  int percent(Kind kind, RowKey row) {
    return kind.hasSeveralRows() && !work.values().getLast().equals(row.params().get(work.name()))
        ? 0
        : kind.percent;
  }

  private static void add(List<Kind> order, int times, Kind kind) {
    order.addAll(Collections.nCopies(times, kind));
  }

  /** Returns the collection of one comparison. */
  Interleaving interleaving(int number, Kind kind) {
    boolean isPlain = kind.method == Method.COMMAND;
    String command = isPlain ? work.plain : work.jmh;
    String base = withWork(command, 0);
    String slow = withWork(command, kind.percent);
    return new Interleaving(
        new Commands(
            base,
            kind.method == Method.ONE_OF_ROWS ? slowInLastRow(base, slow) : slow,
            isPlain,
            isPlain ? List.of() : options(kind),
            work.ignoredParams),
        blocks,
        seed + number,
        limits,
        CRITERIA,
        folder.resolve("%03d-%s".formatted(number, kind.fileName())));
  }

  private List<String> options(Kind kind) {
    List<String> options = new ArrayList<>(work.options);
    options.addAll(
        List.of("-p", kind.hasSeveralRows() ? work.rows : work.option(work.values().getFirst())));
    return options;
  }

  /** The options that select a row tell the shell which it is. */
  private String slowInLastRow(String base, String slow) {
    return "f() { case \"$*\" in *'%s'*) %s \"$@\";; *) %s \"$@\";; esac; }; f"
        .formatted(work.option(work.values().getLast()), slow, base);
  }

  private static String withWork(String command, int percent) {
    return command.replace(AMOUNT, String.valueOf(BASE_WORK + WORK_OF_PERCENT * percent));
  }
}
