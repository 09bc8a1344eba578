package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Summary;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.results.SampledBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One batch of each strategy, slot by slot: where a reader sees gaps, ramp-up and the tail. */
final class TimelinePart {
  private static final double NANOS_PER_MICRO = 1000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int LABELS = 5;

  private final Sheet sheet;
  private int budget;
  private int leftOut;

  TimelinePart(Sheet sheet) {
    this.sheet = sheet;
    this.budget = sheet.limits().timelineRequests();
  }

  Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      for (Summary.Setting setting : source.summary().settings()) {
        List<Summary.Row> rows =
            setting.rows().stream().filter(row -> row.entry().sample().isPresent()).toList();
        String figures = figures(rows);
        if (!figures.isEmpty()) {
          html.append(Html.element("h3", source.heading(setting)))
              .append(LedgerLine.legend())
              .append(figures);
        }
      }
    }
    if (leftOut > 0) {
      html.append(
          Html.element("p", "note", leftOut + " more batches are in the files and not drawn."));
    }
    return new Part(
        "timeline",
        "One batch, slot by slot",
        html.toString(),
        "FanOutBenchmark (of this version, which keeps one batch of each trial of at most "
            + SampledBatch.MOST_REQUESTS
            + " requests)");
  }

  private String figures(List<Summary.Row> rows) {
    StringBuilder figures = new StringBuilder();
    for (Summary.Row row : rows) {
      SampledBatch batch = row.entry().sample().orElseThrow();
      if (batch.requests() > budget) {
        leftOut++;
      } else {
        budget -= batch.requests();
        figures.append(figure(row.strategy(), batch));
      }
    }
    return figures.toString();
  }

  private String figure(String strategy, SampledBatch batch) {
    double millis = batch.makespanNanos() / NANOS_PER_MILLI;
    return sheet.figure(
        new Figure(
            strategy
                + ": a batch of "
                + batch.requests()
                + " requests in "
                + Figures.number(millis)
                + " ms",
            "Shows a slot in each row and each request as an interval, every other one paler; what"
                + " stands between requests is hand-off.",
            "One batch, the one of median length among those kept: it does not show what is"
                + " usual. Each batch has its own time axis.",
            drawing(strategy, batch),
            table(batch)));
  }

  private static String drawing(String strategy, SampledBatch batch) {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < LABELS; i++) {
      double nanos = batch.makespanNanos() * (double) i / (LABELS - 1);
      labels.append(Html.element("span", Html.text(time(nanos))));
    }
    return "<div class=\"timeline\" data-nanos=\"%d\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">"
            .formatted(
                batch.makespanNanos(),
                Html.text("Timeline of " + Html.cut(strategy) + ". Keys: plus, minus, arrows, 0"))
        + controls()
        + LanePaths.svg(batch)
        + Html.element("div", "times", labels.toString())
        + "</div>\n";
  }

  /** Shown by the script, without which they would do nothing. */
  private static String controls() {
    StringBuilder buttons = new StringBuilder("<div class=\"controls\" hidden>");
    for (String[] button :
        List.of(
            new String[] {"start", "Start"},
            new String[] {"left", "◀", "Earlier"},
            new String[] {"in", "+", "Zoom in"},
            new String[] {"out", "−", "Zoom out"},
            new String[] {"right", "▶", "Later"},
            new String[] {"tail", "Tail"},
            new String[] {"all", "Whole"})) {
      String name = button.length > 2 ? " aria-label=\"" + button[2] + "\"" : "";
      buttons.append(
          "<button type=\"button\" data-do=\"%s\"%s>%s</button>"
              .formatted(button[0], name, button[1]));
    }
    return buttons.append("</div>").toString();
  }

  private static String time(double nanos) {
    return nanos == 0
        ? "0"
        : nanos < NANOS_PER_MILLI
            ? Figures.brief(nanos / NANOS_PER_MICRO) + " µs"
            : Figures.brief(nanos / NANOS_PER_MILLI) + " ms";
  }

  private static Table table(SampledBatch batch) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.number("slot"));
    columns.add(Column.number("requests"));
    LedgerLine.words(LedgerLine.all()).forEach(word -> columns.add(Column.number(word + " µs")));
    List<List<String>> cells = new ArrayList<>();
    for (int slot = 0; slot < batch.slots().size(); slot++) {
      List<Long> lengths = batch.slots().get(slot);
      List<String> line = new ArrayList<>();
      line.add(String.valueOf(slot + 1));
      line.add(String.valueOf(lengths.size() / SampledBatch.LENGTHS_PER_REQUEST));
      for (long nanos : lines(batch, lengths)) {
        line.add(String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MICRO));
      }
      cells.add(line);
    }
    return new Table(columns, cells);
  }

  /** Books one slot's time, in the order of {@link LedgerLine}. */
  private static Collection<Long> lines(SampledBatch batch, List<Long> lengths) {
    Map<LedgerLine, Long> nanos = new EnumMap<>(LedgerLine.class);
    LedgerLine.all().forEach(line -> nanos.put(line, 0L));
    if (lengths.isEmpty()) {
      nanos.put(LedgerLine.UNUSED, batch.makespanNanos());
      return nanos.values();
    }
    long finished = 0;
    for (int i = 0; i < lengths.size(); i++) {
      nanos.merge(line(i), lengths.get(i), Long::sum);
      finished += lengths.get(i);
    }
    long latest = batch.latestFinishedNanos();
    nanos.put(LedgerLine.IMBALANCE, latest - finished);
    nanos.put(LedgerLine.GATHER, batch.makespanNanos() - latest);
    return nanos.values();
  }

  private static LedgerLine line(int length) {
    if (length == 0) {
      return LedgerLine.RAMP_UP;
    }
    return switch (length % SampledBatch.LENGTHS_PER_REQUEST) {
      case 0 -> LedgerLine.HAND_OFF;
      case 2 -> LedgerLine.SERVICE;
      default -> LedgerLine.IN_TASK;
    };
  }
}
