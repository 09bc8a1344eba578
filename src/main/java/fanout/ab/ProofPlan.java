package fanout.ab;

import fanout.ab.Interleaving.Commands;
import fanout.ab.Interleaving.Limits;
import fanout.stats.Criteria;
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
   */
  public record Work(String jmh, String plain, List<String> options, Set<String> ignoredParams) {
    /** Copies options and parameters. */
    public Work {
      options = List.copyOf(options);
      ignoredParams = Set.copyOf(ignoredParams);
    }
  }

  /** How values are collected. */
  enum Method {
    AB("ab"),
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
      return "%s-%d%s"
          .formatted(method == Method.AB ? "ab" : "command", percent, isLoaded ? "-load" : "");
    }
  }

  /**
   * Returns all comparisons in a random order, so that no kind has a time of its own. Forks of JMH
   * under load are slow: of those there are fewer.
   */
  List<Kind> order() {
    List<Kind> order = new ArrayList<>();
    for (Method method : List.of(Method.AB, Method.COMMAND)) {
      for (boolean isLoaded : new boolean[] {false, true}) {
        boolean isSlow = isLoaded && method == Method.AB;
        add(order, isSlow ? (comparisons + 2) / 3 : comparisons, new Kind(method, 0, isLoaded));
        for (int percent : SLOWDOWNS) {
          int times = !isSlow ? detections : percent < 5 ? 0 : (detections + 1) / 2;
          add(order, times, new Kind(method, percent, isLoaded));
        }
      }
    }
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  private static void add(List<Kind> order, int times, Kind kind) {
    order.addAll(Collections.nCopies(times, kind));
  }

  /** Returns the collection of one comparison. */
  Interleaving interleaving(int number, Kind kind) {
    boolean isPlain = kind.method == Method.COMMAND;
    String command = isPlain ? work.plain : work.jmh;
    return new Interleaving(
        new Commands(
            withWork(command, 0),
            withWork(command, kind.percent),
            isPlain,
            work.options,
            work.ignoredParams),
        blocks,
        seed + number,
        limits,
        CRITERIA,
        folder.resolve("%03d-%s".formatted(number, kind.fileName())));
  }

  private static String withWork(String command, int percent) {
    return command.replace(AMOUNT, String.valueOf(BASE_WORK + WORK_OF_PERCENT * percent));
  }
}
