package fanout.model;

import fanout.model.StandardAddition.Reading;
import fanout.model.StandardAddition.Verdict;
import fanout.results.Calibration;
import fanout.results.Calibration.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Where one strategy's ledger finds what was added to its batches, place by place: the attribution
 * matrix, and beside it what a stopwatch finds that knows nothing of the ledger.
 *
 * <p>Both axes are in slot time: what the injector's account says it added, and what the line
 * holds; a point is the median over the batches of one amount. Batch by batch the two axes would
 * not be independent: a moment in which the machine stands still makes the injected delay and the
 * exchange of the same batch longer, and a few of them look like a slope. The amount asked for is
 * drawn at random and knows nothing of them.
 *
 * <p>A line that is not the place's own but has a part in the account by definition (the hand-offs
 * that open the slots are ramp-up) is read without that part, so its slope must be 0 like that of
 * any other. The stopwatch's makespan is fitted to all that was added, divided by the slots, which
 * holds as long as all slots are busy.
 *
 * @param strategy the strategy's name
 * @param rows one for each place, in the order of the ledger's lines
 */
public record Attribution(String strategy, List<Row> rows) {

  /**
   * What became of additions at one place.
   *
   * @param place the place's name, which is its own line's too
   * @param cells one for each line, in the ledger's order
   * @param stopwatch the makespan against what was added ÷ slots
   */
  public record Row(String place, List<Cell> cells, StandardAddition stopwatch) {
    /** Returns the verdicts of all cells and of the stopwatch. */
    Stream<Verdict> verdicts() {
      return Stream.concat(cells.stream().map(Cell::addition), Stream.of(stopwatch))
          .map(StandardAddition::verdict);
    }

    /** Returns the row's verdict: the worst of its cells' and the stopwatch's. */
    public Verdict verdict() {
      return worst(verdicts());
    }
  }

  /**
   * What became of additions at one place in one line.
   *
   * @param line the line's name
   * @param addition slope 1 is expected in the place's own line, 0 in the others
   */
  public record Cell(String line, StandardAddition addition) {}

  /**
   * Fits each strategy of a calibration.
   *
   * @return one for each strategy, in the order in which they first occur
   * @throws IllegalArgumentException if a place has fewer than {@value
   *     StandardAddition#LEAST_AMOUNTS} different amounts
   */
  public static List<Attribution> of(Calibration calibration) {
    List<Attribution> attributions = new ArrayList<>();
    grouped(calibration.batches(), Batch::strategy)
        .forEach((strategy, batches) -> attributions.add(of(strategy, batches)));
    return attributions;
  }

  /** Returns the worst verdict of all rows. */
  public Verdict verdict() {
    return worst(rows.stream().flatMap(Row::verdicts));
  }

  /** Returns the worst of verdicts: one that fails, else one too uncertain, else that all hold. */
  public static Verdict worst(Stream<Verdict> verdicts) {
    List<Verdict> all = verdicts.toList();
    if (all.contains(Verdict.FAILS)) {
      return Verdict.FAILS;
    }
    return all.contains(Verdict.TOO_UNCERTAIN) ? Verdict.TOO_UNCERTAIN : Verdict.HOLDS;
  }

  private static Attribution of(String strategy, List<Batch> batches) {
    List<Row> rows = new ArrayList<>();
    Map<String, List<Batch>> places = grouped(batches, Batch::place);
    for (String line : batches.getFirst().lineNanos().keySet()) {
      List<Batch> atPlace = places.get(line);
      if (atPlace != null) {
        rows.add(row(line, atPlace));
      }
    }
    return new Attribution(strategy, rows);
  }

  private static Row row(String place, List<Batch> batches) {
    List<Cell> cells = new ArrayList<>();
    for (String line : batches.getFirst().lineNanos().keySet()) {
      cells.add(
          new Cell(line, place.equals(line) ? own(place, batches) : other(place, line, batches)));
    }
    return new Row(place, cells, stopwatch(batches));
  }

  private static StandardAddition own(String place, List<Batch> batches) {
    return StandardAddition.onDiagonal(recovered(place, batches));
  }

  /**
   * Returns what was added at a place and what its own line holds: the medians over the batches of
   * each amount.
   *
   * @param place the place's name
   * @param batches those of one strategy at that place
   */
  public static List<Reading> recovered(String place, List<Batch> batches) {
    return readings(batches, batch -> batch.addedTo(place), batch -> found(batch, place));
  }

  private static StandardAddition other(String place, String line, List<Batch> batches) {
    return StandardAddition.offDiagonal(
        readings(
            batches,
            batch -> batch.addedTo(place),
            batch -> found(batch, line) - batch.addedTo(line)));
  }

  private static StandardAddition stopwatch(List<Batch> batches) {
    return StandardAddition.onDiagonal(
        readings(batches, batch -> (double) batch.added() / batch.slots(), Batch::makespanNanos));
  }

  /** The medians of each amount's batches. */
  private static List<Reading> readings(
      List<Batch> batches, ToDoubleFunction<Batch> added, ToDoubleFunction<Batch> recovered) {
    List<Reading> readings = new ArrayList<>();
    grouped(batches, Batch::askedNanos)
        .forEach(
            (asked, same) ->
                readings.add(new Reading(asked, median(same, added), median(same, recovered))));
    return readings;
  }

  private static double median(List<Batch> batches, ToDoubleFunction<Batch> figure) {
    return new Median().evaluate(batches.stream().mapToDouble(figure).toArray());
  }

  private static double found(Batch batch, String line) {
    return batch.lineNanos().getOrDefault(line, 0L);
  }

  private static <K> Map<K, List<Batch>> grouped(List<Batch> batches, Function<Batch, K> by) {
    Map<K, List<Batch>> groups = new LinkedHashMap<>();
    for (Batch batch : batches) {
      groups.computeIfAbsent(by.apply(batch), name -> new ArrayList<>()).add(batch);
    }
    return groups;
  }
}
