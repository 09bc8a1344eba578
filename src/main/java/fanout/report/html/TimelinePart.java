package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Summary;
import fanout.report.Table.Column;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.results.SampledBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * One batch of each strategy, slot by slot, on one time axis. Time is cut into boxes as narrow as a
 * pixel, and each box is filled with the lines of the ledger in proportion: short gaps add up to
 * what they are, and nothing shines through.
 */
final class TimelinePart {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double ROOM_FOR_WORDS = 1.25;
  private static final int MOST_BOXES = 500;
  private static final int MOST_CELLS = 6000;
  private static final int HIGHEST_SLOT = 14;
  private static final int LOWEST_SLOT = 3;
  private static final int MOST_SLOTS = 64;
  private static final int MOST_PIXELS = 320;

  private final Limits limits;
  private int budget;
  private int leftOut;

  TimelinePart(Limits limits) {
    this.limits = limits;
    this.budget = limits.timelineBytes();
  }

  Page.Part of(List<Source> sources) {
    StringBuilder tables = new StringBuilder();
    for (Source source : sources) {
      for (Summary.Setting setting : limits.of(source.summary().settings())) {
        tables.append(table(source.heading(setting), setting));
      }
    }
    return new Page.Part(
        "timeline",
        "One batch, slot by slot",
        tables.isEmpty()
            ? ""
            : Html.element(
                    "p",
                    "A line for each slot, filled by what it did; of the batches that were kept,"
                        + " the one of median length. It does not show what is usual.")
                + SlotPart.Layer.legend(SlotPart.LINES)
                + tables
                + (leftOut == 0
                    ? ""
                    : Html.element(
                        "p", "note", leftOut + " more batches are in the files, not drawn.")));
  }

  private String table(String heading, Summary.Setting setting) {
    List<Summary.Row> kept =
        setting.rows().stream()
            .filter(row -> row.entry().sample().isPresent())
            .filter(row -> !row.isControl())
            .toList();
    List<SampledBatch> batches =
        kept.stream().flatMap(row -> row.entry().sample().stream()).toList();
    long until = until(batches);
    boolean isCut = batches.stream().anyMatch(batch -> batch.makespanNanos() > until);
    double axis = until / NANOS_PER_MILLI * (isCut ? ROOM_FOR_WORDS : 1);
    Scale scale = Scale.fromZero(DoubleStream.of(axis));
    Rows rows = new Rows(scale, "ms since the batch's start", List.of(Column.text("strategy")));
    for (Summary.Row row : kept) {
      add(rows, scale, row.strategy(), row.entry().sample().orElseThrow(), until);
    }
    String html = rows.html("One batch of each strategy");
    return html.isEmpty() ? "" : Html.element("h3", Html.text(heading)) + html;
  }

  /** One thread alone may take ten times as long: its batch is cut where the others have ended. */
  private static long until(List<SampledBatch> batches) {
    LongStream all = batches.stream().mapToLong(SampledBatch::makespanNanos);
    return batches.stream()
        .filter(batch -> batch.slots().size() > 1)
        .mapToLong(batch -> batch.makespanNanos() * 11 / 10)
        .max()
        .orElseGet(() -> all.max().orElse(1));
  }

  private void add(Rows rows, Scale scale, String strategy, SampledBatch batch, long most) {
    long until = Math.min(most, batch.makespanNanos());
    int slots = Math.clamp(batch.slots().size(), 1, MOST_SLOTS);
    int pixels = Math.clamp(MOST_PIXELS / slots, LOWEST_SLOT, HIGHEST_SLOT);
    int boxes = Math.max(1, Math.min(MOST_BOXES, MOST_CELLS / slots));
    String paths = new Boxes(batch, until, boxes, slots, pixels).paths();
    if (paths.length() > budget) {
      leftOut++;
      return;
    }
    budget -= paths.length();
    String millis = Figures.number(batch.makespanNanos() / NANOS_PER_MILLI) + " ms";
    String rest = until < batch.makespanNanos() ? "… to " + millis : "";
    String shown = batch.slots().size() > slots ? ", first %d of them drawn".formatted(slots) : "";
    rows.row(
        List.of(
            Rows.name(strategy)
                + " <span class=\"note\">"
                + Html.text(
                    String.format(
                        Locale.ROOT,
                        "%s, %d requests in %d slot%s%s",
                        millis,
                        batch.requests(),
                        batch.slots().size(),
                        batch.slots().size() == 1 ? "" : "s",
                        shown))
                + "</span>"),
        new Marks(scale)
            .cells(until / NANOS_PER_MILLI, boxes, slots * pixels, paths)
            .word(scale.percent(until / NANOS_PER_MILLI) + 0.5, slots * pixels - 3, "start", rest),
        slots * pixels);
  }

  /** A batch cut into boxes of equal length. */
  private record Boxes(SampledBatch batch, long until, int boxes, int slots, int pixels) {
    /** Returns a path a line of the ledger; later ones are painted over earlier ones. */
    String paths() {
      int lines = SlotPart.LINES.size();
      StringBuilder[] data = new StringBuilder[lines];
      Arrays.setAll(data, i -> new StringBuilder());
      for (int slot = 0; slot < slots && slot < batch.slots().size(); slot++) {
        double[][] shares = shares(batch.slots().get(slot));
        for (int line = 0; line < lines; line++) {
          outline(data[line], levels(shares, line), slot * pixels);
        }
      }
      StringBuilder paths = new StringBuilder();
      for (int line = lines - 1; line >= 0; line--) {
        if (!data[line].isEmpty()) {
          paths.append(
              "<path %s fill=\"currentColor\" d=\"%s\"/>"
                  .formatted(SlotPart.LINES.get(line).ink().attributes(), data[line]));
        }
      }
      return paths.toString();
    }

    /** The share of each line in each box. */
    private double[][] shares(List<Long> lengths) {
      double[][] shares = new double[SlotPart.LINES.size()][boxes];
      if (lengths.isEmpty()) {
        book(shares[6], 0, batch.makespanNanos());
        return shares;
      }
      long at = 0;
      for (int i = 0; i < lengths.size(); i++) {
        book(shares[line(i)], at, at + lengths.get(i));
        at += lengths.get(i);
      }
      long latest = batch.latestFinishedNanos();
      book(shares[5], at, latest);
      book(shares[4], latest, batch.makespanNanos());
      return shares;
    }

    /** The ledger's line of a slot's i-th length. */
    private static int line(int i) {
      if (i == 0) {
        return 3;
      }
      return switch (i % SampledBatch.LENGTHS_PER_REQUEST) {
        case 0 -> 2;
        case 2 -> 0;
        default -> 1;
      };
    }

    private void book(double[] share, long from, long to) {
      double box = (double) until / boxes;
      for (int i = (int) (from / box); i < boxes && i * box < to; i++) {
        share[i] += (Math.min((double) to, (i + 1) * box) - Math.max((double) from, i * box)) / box;
      }
    }

    /** The height of the line and all below it in each box, in pixels. */
    private int[] levels(double[][] shares, int line) {
      int[] levels = new int[boxes];
      for (int i = 0; i < boxes; i++) {
        double sum = 0;
        for (int below = 0; below <= line; below++) {
          sum += shares[below][i];
        }
        boolean isOwn = shares[line][i] > 0;
        levels[i] = isOwn ? (int) Math.round(sum * (pixels - 1)) : 0;
      }
      return levels;
    }

    /** Draws steps along the levels; stretches without any are passed over. */
    private void outline(StringBuilder data, int[] levels, int top) {
      int foot = top + pixels - 1;
      for (int i = 0; i < boxes; ) {
        int from = i;
        if (levels[i] == 0) {
          i++;
          continue;
        }
        data.append('M').append(from).append(' ').append(foot);
        int level = 0;
        while (i < boxes && levels[i] > 0) {
          int start = i;
          int next = levels[i];
          while (i < boxes && levels[i] == next) {
            i++;
          }
          data.append('v').append(level - next).append('h').append(i - start);
          level = next;
        }
        data.append('v').append(level).append('z');
      }
    }
  }
}
