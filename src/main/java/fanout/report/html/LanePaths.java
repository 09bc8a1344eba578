package fanout.report.html;

import fanout.results.SampledBatch;
import java.util.List;

/**
 * Draws a sampled batch with few strokes: one path for each colour, with moves and lines relative
 * to the last place, in tenths of a microsecond. A stroke is as high as its slot's row.
 */
final class LanePaths {
  private static final double NANOS_PER_UNIT = 100;
  private static final int ROW = 10;
  private static final int MOST_PIXELS = 600;
  private static final int HIGHEST_ROW = 16;
  private static final int LOWEST_ROW = 2;

  private final StringBuilder even = new StringBuilder();
  private final StringBuilder odd = new StringBuilder();
  private final StringBuilder inTask = new StringBuilder();
  private final StringBuilder background = new StringBuilder();
  private final SampledBatch batch;

  private LanePaths(SampledBatch batch) {
    this.batch = batch;
  }

  /** Returns the drawing, as wide as its place. */
  static String svg(SampledBatch batch) {
    LanePaths paths = new LanePaths(batch);
    for (int slot = 0; slot < batch.slots().size(); slot++) {
      paths.add(slot, batch.slots().get(slot));
    }
    int slots = Math.max(1, batch.slots().size());
    int pixels =
        Math.min(slots * Math.clamp(MOST_PIXELS / slots, LOWEST_ROW, HIGHEST_ROW), MOST_PIXELS);
    return "<svg class=\"lanes\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">%s%s%s%s</svg>\n"
        .formatted(
            Math.max(pixels, 2 * HIGHEST_ROW),
            units(batch.makespanNanos()),
            slots * ROW,
            paths.background,
            path("service", paths.even),
            path("service-2", paths.odd),
            path("in-task", paths.inTask));
  }

  private void add(int slot, List<Long> lengths) {
    int y = slot * ROW;
    if (lengths.isEmpty()) {
      rectangle("unused", y, 0, batch.makespanNanos());
      return;
    }
    long finished = lengths.stream().mapToLong(Long::longValue).sum();
    long latest = batch.latestFinishedNanos();
    rectangle("ramp-up", y, 0, lengths.getFirst());
    rectangle("hand-off", y, lengths.getFirst(), finished);
    rectangle("imbalance", y, finished, latest);
    rectangle("gather", y, latest, batch.makespanNanos());
    Pen first = new Pen(even, y);
    Pen second = new Pen(odd, y);
    Pen around = new Pen(inTask, y);
    long at = 0;
    for (int i = 0; i < lengths.size(); i++) {
      long to = at + lengths.get(i);
      int kind = i % SampledBatch.LENGTHS_PER_REQUEST;
      if (kind == 2) {
        ((i / SampledBatch.LENGTHS_PER_REQUEST) % 2 == 0 ? first : second).draw(at, to);
      } else if (kind != 0) {
        around.draw(at, to);
      }
      at = to;
    }
  }

  private void rectangle(String css, int y, long from, long to) {
    if (units(to) > units(from)) {
      background.append(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
              .formatted(css, units(from), y + 1, units(to) - units(from), ROW - 2));
    }
  }

  private static String path(String css, StringBuilder data) {
    return data.isEmpty() ? "" : "<path class=\"lane-%s\" d=\"%s\"/>".formatted(css, data);
  }

  private static long units(long nanos) {
    return Math.round(nanos / NANOS_PER_UNIT);
  }

  /** One row of one path. */
  private static final class Pen {
    private final StringBuilder data;
    private final int y;
    private long at = -1;

    private Pen(StringBuilder data, int y) {
      this.data = data;
      this.y = y;
    }

    private void draw(long fromNanos, long toNanos) {
      long from = units(fromNanos);
      long to = units(toNanos);
      if (to <= from) {
        return;
      }
      if (at < 0) {
        data.append('M').append(from).append(' ').append(y + ROW / 2);
      } else {
        data.append('m').append(from - at).append(" 0");
      }
      data.append('h').append(to - from);
      at = to;
    }
  }
}
