package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Summary;
import fanout.report.Table.Column;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.results.MetricName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The part that explains where slots wait and who uses the processors; no cost by itself. */
final class SlotPart {
  private static final int TOP = 4;
  private static final int BAR = 16;

  private static final double MICROS_PER_MILLI = 1000;
  private static final String MAKESPAN = "makespan, µs a request";

  private static final String SLOT =
      "A <dfn>slot</dfn> is one of the places in which a request can be in flight; a bar is as long"
          + " as the makespan, and divided as the time of all slots is.";

  /** The states of slots, as the scheduler tells them. */
  private static final List<Layer> STATES =
      List.of(
          new Layer(MetricName.SLOTS_RUNNING, Ink.RUNNING),
          new Layer(MetricName.SLOTS_RUNNABLE, Ink.WAITING),
          new Layer(MetricName.SLOTS_BLOCKED, Ink.SERVER),
          new Layer(MetricName.SLOTS_EMPTY, Ink.IDLE));

  /** The slot times, as the requests' times tell them, in the order in which they are stacked. */
  static final List<Layer> LINES =
      List.of(
          new Layer(MetricName.LEDGER_SERVICE, Ink.SERVER),
          new Layer(MetricName.LEDGER_IN_TASK, Ink.RUNNING),
          new Layer(MetricName.LEDGER_HAND_OFF, Ink.PASSING),
          new Layer(MetricName.LEDGER_RAMP_UP, Ink.WAITING),
          new Layer(MetricName.LEDGER_GATHER, Ink.TEXT),
          new Layer(MetricName.LEDGER_IMBALANCE, Ink.IDLE),
          new Layer(MetricName.LEDGER_UNUSED, Ink.SHADE));

  private static final List<Layer> PROCESSORS =
      List.of(
          new Layer(MetricName.CPU_DRIVER, Ink.RUNNING),
          new Layer(MetricName.CPU_WORKERS, Ink.WORKERS),
          new Layer(MetricName.CPU_COMPILERS, Ink.COMPILERS),
          new Layer(MetricName.CPU_STUB, Ink.SERVER),
          new Layer(MetricName.CPU_REST, Ink.SHADE));

  private static final List<Layer> PERCENTILES =
      List.of(
          new Layer(MetricName.LATENCY_P50, Ink.ACCENT),
          new Layer(MetricName.LATENCY_P90, Ink.PALE),
          new Layer(MetricName.LATENCY_P99, Ink.SOFT),
          new Layer(MetricName.LATENCY_MAX, Ink.TEXT));

  private final Limits limits;

  /** One colour of a stack: a metric, whose word is the last of its name. */
  record Layer(MetricName metric, Ink ink) {
    String word() {
      return metric.key().substring(metric.key().indexOf('.') + 1);
    }

    static String legend(List<Layer> layers) {
      return layers.stream()
          .map(layer -> layer.ink.key(layer.word(), layer.metric.meaning()))
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
        ToDoubleFunction<Summary.Row> makespan =
            row -> row.makespanMillis().mean() * MICROS_PER_MILLI / setting.requests();
        states.append(stacks(heading, setting, STATES, MAKESPAN, makespan));
        lines.append(stacks(heading, setting, LINES, MAKESPAN, makespan));
        processors.append(
            stacks(
                heading,
                setting,
                PROCESSORS,
                "processor time, µs a request",
                row -> sum(row, PROCESSORS)));
      }
    }
    return new Page.Part(
        "slots",
        "What slots and processors do",
        Html.figure(
                "Slot states",
                SLOT + " Busy processors make slots wait too, so this explains costs and is none.",
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
        SLOT + " This says where slots wait, not what synchronization costs.",
        grid(LINES, lines));
  }

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
        setting.rows().stream().filter(SlotPart::isShown).filter(SlotPart::hasLatency).toList();
    double[] all =
        having.stream()
            .flatMapToDouble(row -> PERCENTILES.stream().mapToDouble(layer -> micros(row, layer)))
            .filter(value -> value > 0)
            .toArray();
    List<Column> columns = new ArrayList<>(List.of(Column.text("strategy")));
    PERCENTILES.forEach(layer -> columns.add(Column.number(layer.word() + " µs")));
    Scale scale = Scale.around(all, all);
    Rows rows = new Rows(scale, "µs", columns);
    for (Summary.Row row : having) {
      List<String> cells = new ArrayList<>(List.of(row.strategy()));
      Marks marks = new Marks(scale);
      for (Layer layer : PERCENTILES) {
        double micros = micros(row, layer);
        String written = Figures.brief(micros);
        cells.add(written);
        marks.dot(micros, Rows.HEIGHT / 2.0, 4, layer.ink(), layer.word() + " " + written + " µs");
      }
      rows.words(cells, "", marks);
    }
    return Html.panel(heading, rows.html("Latency of single requests"));
  }

  private static boolean isShown(Summary.Row row) {
    return !row.isControl();
  }

  private static boolean hasLatency(Summary.Row row) {
    return row.mean(MetricName.LATENCY_P50).filter(mean -> mean.mean() > 0).isPresent();
  }

  /** From the histogram of all batches, where the result has it; means of percentiles are none. */
  private static double micros(Summary.Row row, Layer layer) {
    return row.entry()
        .latencyMicros(layer.metric().key())
        .orElseGet(() -> row.value(layer.metric()));
  }

  /** Draws a bar for each row, as long as its length and divided as its layers are. */
  private static String stacks(
      String heading,
      Summary.Setting setting,
      List<Layer> layers,
      String axis,
      ToDoubleFunction<Summary.Row> length) {
    List<Summary.Row> having = having(setting, layers.getFirst());
    Scale scale = Scale.fromZero(having.stream().mapToDouble(length));
    Rows rows = new Rows(scale, axis, List.of(Column.text("strategy"), Column.number("µs")));
    for (Summary.Row row : having) {
      double whole = length.applyAsDouble(row);
      rows.words(
          List.of(row.strategy(), Figures.brief(whole)), "", stack(scale, row, layers, whole));
    }
    return Html.panel(heading, rows.html(axis));
  }

  private static Marks stack(Scale scale, Summary.Row row, List<Layer> layers, double whole) {
    Marks marks = new Marks(scale);
    double from = 0;
    for (Layer layer : layers) {
      double length = Math.max(0, row.value(layer.metric())) / sum(row, layers) * whole;
      if (length > 0) {
        String title = layer.word() + " " + Figures.brief(length) + " µs";
        marks.bar(from, from + length, TOP, BAR, layer.ink(), title);
        from += length;
      }
    }
    return marks;
  }

  private static double sum(Summary.Row row, List<Layer> layers) {
    return layers.stream().mapToDouble(layer -> Math.max(0, row.value(layer.metric()))).sum();
  }

  private static List<Summary.Row> having(Summary.Setting setting, Layer layer) {
    return setting.rows().stream()
        .filter(SlotPart::isShown)
        .filter(row -> row.mean(layer.metric()).isPresent())
        .toList();
  }

  private static String grid(List<Layer> layers, StringBuilder panels) {
    return panels.isEmpty()
        ? ""
        : Layer.legend(layers) + Html.element("div", "grid", panels.toString());
  }
}
