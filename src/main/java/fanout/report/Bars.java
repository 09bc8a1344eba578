package fanout.report;

import fanout.model.LadderRow;
import fanout.model.LadderRow.Terms;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makespans as bars of letters, which need neither colour nor a wide character set: each letter is
 * a part of the ladder. A term below 0 shortens the requests' part and is not drawn.
 */
final class Bars {
  private static final int FIGURE = 10;

  /** A row without terms that is longer than that has no bar, lest it hide the others' terms. */
  private static final double MOST_TIMES = 2;

  private final List<Summary.Row> rows;
  private final int labelWidth;
  private final int barWidth;
  private final double millisPerSign;

  Bars(List<Summary.Row> rows) {
    this.rows = rows;
    labelWidth = rows.stream().mapToInt(row -> row.strategy().length()).max().orElse(0);
    barWidth = Math.max(FIGURE, TextLines.WIDTH - labelWidth - FIGURE - 4);
    double longest =
        rows.stream()
            .filter(row -> terms(row).isPresent())
            .mapToDouble(row -> row.makespanMillis().mean())
            .max()
            .orElse(1);
    double longestOfAll =
        rows.stream().mapToDouble(row -> row.makespanMillis().mean()).max().orElse(1);
    millisPerSign = (longestOfAll > MOST_TIMES * longest ? longest : longestOfAll) / barWidth;
  }

  /** Returns one line a row, and three of the key, to the tables too. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Summary.Row row : rows) {
      String label = row.strategy() + " ".repeat(labelWidth - row.strategy().length());
      String figure = Figures.brief(row.makespanMillis().mean()) + " ms";
      lines.add(label + "  " + bar(row) + "  " + figure);
    }
    List<String> key =
        List.of(
            "# requests, s sharing one client, h hand-off, v vehicle",
            "(virtual threads or processes instead); a sign is %s ms"
                .formatted(Figures.brief(millisPerSign)),
            "- no such step (for virtual threads, sharing is in requests)");
    int room = TextLines.WIDTH - key.stream().mapToInt(String::length).max().orElseThrow();
    String indent = " ".repeat(Math.clamp(room, 0, labelWidth + 2));
    key.forEach(line -> lines.add(indent + line));
    return lines;
  }

  /** Parts end where their sums round to, so that a bar is as long as its makespan. */
  private String bar(Summary.Row row) {
    double whole = row.makespanMillis().mean();
    double sharing = millis(row, terms(row).flatMap(Terms::sharing));
    double vehicle = millis(row, terms(row).flatMap(Terms::vehicle));
    double handOff = millis(row, terms(row).flatMap(Terms::handOff));
    double requests = Math.max(0, whole - sharing - vehicle - handOff);
    StringBuilder bar = new StringBuilder();
    extend(bar, '#', requests);
    extend(bar, 's', requests + sharing);
    extend(bar, 'v', requests + sharing + vehicle);
    extend(bar, 'h', whole);
    return bar.length() > barWidth ? "(too long for this scale)" : bar.toString();
  }

  private void extend(StringBuilder bar, char sign, double toMillis) {
    long length = Math.min(barWidth + 1, Math.round(toMillis / millisPerSign));
    bar.repeat(sign, Math.toIntExact(Math.max(0, length - bar.length())));
  }

  private static double millis(Summary.Row row, Optional<ForkMean> term) {
    Terms terms = terms(row).orElse(null);
    if (terms == null || term.isEmpty()) {
      return 0;
    }
    return Math.max(0, term.get().mean() / terms.whole().mean() * row.makespanMillis().mean());
  }

  private static Optional<Terms> terms(Summary.Row row) {
    return row.ladder().flatMap(LadderRow::makespan);
  }
}
