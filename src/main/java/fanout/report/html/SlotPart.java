package fanout.report.html;

import fanout.report.Summary;
import fanout.report.Table.Column;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The part that explains where slots wait and who uses the processors; no cost by itself. */
final class SlotPart {
  private static final int TOP = 4;
  private static final int BAR = 16;

  /** The states of slots, as the scheduler tells them. */
  private static final List<Layer> STATES =
      List.of(
          new Layer("slots.running", "running", "on a processor", Ink.VEHICLE),
          new Layer("slots.runnable", "runnable", "waiting for a processor", Ink.WAITING),
          new Layer("slots.blocked", "blocked", "waiting for the server", Ink.WORK),
          new Layer("slots.empty", "empty", "without a request", Ink.HAND_OFF));

  /** The slot times, as the requests' times tell them, in the order in which they are stacked. */
  static final List<Layer> LINES =
      List.of(
          new Layer("ledger.service", "service", "in the exchange itself", Ink.WORK),
          new Layer("ledger.in-task", "in-task", "in the slot, around the exchange", Ink.VEHICLE),
          new Layer("ledger.hand-off", "hand-off", "between two requests", Ink.HAND_OFF),
          new Layer("ledger.ramp-up", "ramp-up", "before a slot's first request", Ink.WAITING),
          new Layer("ledger.gather", "gather", "after the last reply of all", Ink.SHARING),
          new Layer("ledger.imbalance", "imbalance", "nothing left for this slot", Ink.IDLE),
          new Layer("ledger.unused", "unused", "never got a request", Ink.SHADE));

  private static final List<Layer> PROCESSORS =
      List.of(
          new Layer("cpu.driver", "driver", "the JVM that issues the batch", Ink.VEHICLE),
          new Layer("cpu.workers", "workers", "worker processes", Ink.SHARING),
          new Layer("cpu.stub", "stub", "the server", Ink.SERVER),
          new Layer("cpu.rest", "rest", "idle, and everything else", Ink.SHADE));

  private static final List<Layer> PERCENTILES =
      List.of(
          new Layer("latency.p50", "p50", "half of the requests", Ink.TEXT),
          new Layer("latency.p90", "p90", "nine of ten", Ink.VEHICLE),
          new Layer("latency.p99", "p99", "99 of 100", Ink.HAND_OFF),
          new Layer("latency.max", "max", "the longest", Ink.SHARING));

  private static final Map<String, Double> PERCENTS = Map.of("p50", 50.0, "p90", 90.0, "p99", 99.0);

  private final Limits limits;

  /** One colour of a stack: a metric, its word and its meaning. */
  record Layer(String metric, String word, String meaning, Ink ink) {
    static String legend(List<Layer> layers) {
      return layers.stream()
          .map(layer -> layer.ink.key(layer.word, layer.meaning))
          .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>\n"));
    }
  }

  SlotPart(Limits limits) {
    this.limits = limits;
  }

  Page.Part of(List<Source> sources) {
    StringBuilder states = new StringBuilder();
    StringBuilder lines = new StringBuilder();
    StringBuilder processors = new StringBuilder();
    for (Source source : sources) {
      for (Summary.Setting setting : limits.of(source.summary().settings())) {
        String heading = source.heading(setting);
        states.append(stacks(heading, setting, STATES, "slot time, µs a request"));
        lines.append(stacks(heading, setting, LINES, "slot time, µs a request"));
        processors.append(stacks(heading, setting, PROCESSORS, "processor time, µs a request"));
      }
    }
    return new Page.Part(
        "slots",
        "What slots and processors do",
        Html.figure(
                "Slot states",
                "A <dfn>slot</dfn> is one of the places in which a request can be in flight. Busy"
                    + " processors make slots wait too, so this explains costs and is none.",
                grid(STATES, states))
            + (states.isEmpty()
                ? lines(lines)
                : Html.details("Slot time by the requests' own times", lines(lines)))
            + Html.figure(
                "Processors",
                "Processors × makespan ÷ requests: who used them while a batch was running.",
                grid(PROCESSORS, processors)));
  }

  private static String lines(StringBuilder lines) {
    return Html.figure(
        "Slot time",
        "A <dfn>slot</dfn> is one of the places in which a request can be in flight; where its time"
            + " goes says where slots wait, not what synchronization costs.",
        grid(LINES, lines));
  }

  /** The times of single requests. */
  static Page.Part latency(Limits limits, List<Source> sources) {
    StringBuilder tables = new StringBuilder();
    for (Source source : sources) {
      for (Summary.Setting setting : limits.of(source.summary().settings())) {
        tables.append(latencies(source.heading(setting), setting));
      }
    }
    return new Page.Part(
        "latency",
        "Single requests",
        Html.figure(
            "Latency from sent to received",
            "A batch is closed: the next request waits for a free slot, so these are not latencies"
                + " under an arrival rate.",
            grid(PERCENTILES, tables)));
  }

  private static String latencies(String heading, Summary.Setting setting) {
    List<Summary.Row> having =
        setting.rows().stream()
            .filter(row -> !AnswerPart.isControl(row))
            .filter(row -> latencyMicros(row.entry(), PERCENTILES.getFirst()) > 0)
            .toList();
    double[] all =
        having.stream()
            .flatMapToDouble(
                row -> PERCENTILES.stream().mapToDouble(layer -> latencyMicros(row.entry(), layer)))
            .filter(value -> value > 0)
            .toArray();
    List<Column> columns = new ArrayList<>(List.of(Column.text("strategy")));
    PERCENTILES.forEach(layer -> columns.add(Column.number(layer.word() + " µs")));
    Scale scale = Scale.around(all, all);
    Rows rows = new Rows(scale, "µs", columns.toArray(Column[]::new));
    for (Summary.Row row : having) {
      List<String> cells = new ArrayList<>(List.of(Rows.name(row.strategy())));
      Marks marks = new Marks(scale);
      for (Layer layer : PERCENTILES) {
        double micros = latencyMicros(row.entry(), layer);
        String written = Readings.brief(micros);
        cells.add(written);
        marks.dot(micros, Rows.HEIGHT / 2.0, 4, layer.ink(), layer.word() + " " + written + " µs");
      }
      rows.row(cells, marks);
    }
    return panel(heading, rows.html("Latency of single requests"));
  }

  /** From the histogram of all batches, where the result has it; means of percentiles are none. */
  private static double latencyMicros(ResultEntry entry, Layer layer) {
    Histogram merged = entry.own().histograms().get("latency");
    return merged == null
        ? Readings.value(entry, layer.metric())
        : merged.getValueAtPercentile(PERCENTS.getOrDefault(layer.word(), 100.0)) / 1000.0;
  }

  private static String stacks(
      String heading, Summary.Setting setting, List<Layer> layers, String axis) {
    List<Summary.Row> having = having(setting, layers.getFirst());
    Scale scale = Scale.fromZero(having.stream().mapToDouble(row -> total(row.entry(), layers)));
    Rows rows = new Rows(scale, axis, Column.text("strategy"), Column.number("µs"));
    for (Summary.Row row : having) {
      rows.row(
          List.of(Rows.name(row.strategy()), Readings.brief(total(row.entry(), layers))),
          stack(scale, row.entry(), layers));
    }
    return panel(heading, rows.html(axis));
  }

  private static Marks stack(Scale scale, ResultEntry entry, List<Layer> layers) {
    Marks marks = new Marks(scale);
    double from = 0;
    for (Layer layer : layers) {
      double length = Readings.value(entry, layer.metric());
      if (length > 0) {
        String title = layer.word() + " " + Readings.brief(length) + " µs";
        marks.bar(from, from + length, TOP, BAR, layer.ink(), title);
        from += length;
      }
    }
    return marks;
  }

  private static double total(ResultEntry entry, List<Layer> layers) {
    return layers.stream()
        .mapToDouble(layer -> Math.max(0, Readings.value(entry, layer.metric())))
        .sum();
  }

  private static List<Summary.Row> having(Summary.Setting setting, Layer layer) {
    return setting.rows().stream()
        .filter(row -> !AnswerPart.isControl(row))
        .filter(row -> Readings.mean(row.entry(), layer.metric()).isPresent())
        .toList();
  }

  private static String panel(String heading, String table) {
    return table.isEmpty()
        ? ""
        : Html.element("div", "panel", Html.element("h4", Html.text(heading)) + table);
  }

  private static String grid(List<Layer> layers, StringBuilder panels) {
    return panels.isEmpty()
        ? ""
        : Layer.legend(layers) + Html.element("div", "grid", panels.toString());
  }
}
