package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Table.Column;
import fanout.report.TextLines;
import fanout.report.html.HtmlReport.Limits;
import fanout.report.html.HtmlReport.Source;
import fanout.results.RowKey;
import fanout.stats.Comparison;
import fanout.stats.Row;
import fanout.stats.Verdict;
import fanout.stats.Warning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The changes between two results, worst first. The rows that matter are markup; all rows are data,
 * from which the script makes what a reader filters and sorts.
 */
final class ComparisonPart {
  private static final int ROWS_OF_DATA = 100;
  private static final int MOST_MISSING = 1000;
  private static final double WIDEST = 3;

  private static final String BEYOND = "→ marks what goes on beyond the axis. ";

  /** The first rank whose rows are folded: nothing got worse. */
  private static final int FOLDED = 10;

  private final Comparison comparison;
  private final Limits limits;
  private final List<Row> rows;
  private final Set<String> params;
  private final Columns columns;
  private final Scale scale;
  private final double margin;

  ComparisonPart(Comparison comparison, Limits limits) {
    this.comparison = comparison;
    this.limits = limits;
    this.rows =
        comparison.rows().stream()
            .sorted(
                Comparator.<Row>comparingInt(row -> rank(row.verdict()))
                    .thenComparing(Comparator.comparingDouble(ComparisonPart::distance).reversed()))
            .toList();
    this.params =
        rows.stream()
            .flatMap(row -> row.key().params().keySet().stream())
            .collect(Collectors.toUnmodifiableSet());
    this.columns = new Columns(rows.stream().map(row -> facts(row, params)).toList());
    this.margin = comparison.criteria().measures().getFirst().share();
    this.scale =
        Scale.fromZero(
            DoubleStream.concat(
                DoubleStream.of(1 + 2 * margin),
                rows.stream()
                    .mapToDouble(ComparisonPart::furthest)
                    .map(ratio -> Math.min(WIDEST, ratio))));
  }

  /** The regressed, the slower, the rest, and those where nothing changed. */
  static int rank(Verdict verdict) {
    return switch (verdict) {
      case REGRESSED -> 0;
      case SLOWER -> 1;
      case MISSING, INCONCLUSIVE, UNTESTED -> 2;
      case IMPROVED, FASTER -> 3;
      case NO_SLOWER -> FOLDED;
      case EQUIVALENT -> FOLDED + 1;
    };
  }

  /** Returns the larger of the ratio and the upper end of its interval; 0 if neither is known. */
  private static double furthest(Row row) {
    return DoubleStream.of(row.ratio(), row.interval().high())
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  private boolean isCut(Row row) {
    return furthest(row) > scale.high();
  }

  private static double distance(Row row) {
    double distance = Math.abs(Math.log(row.ratio()));
    return Double.isFinite(distance) ? distance : 0;
  }

  private static Map<String, String> facts(Row row, Set<String> params) {
    Map<String, String> facts = new LinkedHashMap<>(row.key().params());
    facts.put(free("mode", params), row.key().mode());
    facts.put(free("threads", params), String.valueOf(row.key().threads()));
    facts.put(free("metric", params), row.measure().metric());
    facts.put(free("unit", params), row.unit().shown());
    return facts;
  }

  /** A benchmark may have a parameter of any name: JMH's own fact then says whose it is. */
  private static String free(String name, Set<String> params) {
    return params.contains(name) ? free("JMH " + name, params) : name;
  }

  Page.Part of(List<Source> sources) {
    Map<String, Long> counts =
        rows.stream()
            .collect(Collectors.groupingBy(Row::label, LinkedHashMap::new, Collectors.counting()));
    String answer =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return new Page.Part(
        "comparison",
        "What changed",
        Html.element("p", "answer", Html.text(answer + "."))
            + legend()
            + Html.element(
                "p",
                "Base, pale, is %s; new, below it, is %s with its 95 %% interval. Above 1 is slower; within %s of 1, dashed, a change does not count. %sDrift between the two runs cannot be seen from two files: 'ab' interleaves them."
                    .formatted(
                        Html.name(sources.getFirst().name()),
                        Html.name(sources.getLast().name()),
                        Figures.threshold(margin),
                        rows.stream().anyMatch(this::isCut) ? BEYOND : ""))
            + Html.element("p", "note", "All rows: " + Html.name(columns.common()) + ".")
            + Html.element("div", "compared", tables())
            + data()
            + Html.leftOut(mostData(), rows.size(), "rows, worst first, can be found")
            + missing("Only in base", comparison.onlyInBase())
            + missing("Only in new", comparison.onlyInCandidate()));
  }

  private String legend() {
    return rows.stream()
        .map(Row::verdict)
        .distinct()
        .map(verdict -> "<li><b>%s</b> %s</li>".formatted(verdict.label(), verdict.meaning()))
        .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>"));
  }

  private String tables() {
    Map<Boolean, List<Row>> folded =
        rows.stream().collect(Collectors.partitioningBy(row -> rank(row.verdict()) >= FOLDED));
    List<Row> unchanged = folded.getOrDefault(true, List.of());
    return table(folded.getOrDefault(false, List.of()))
        + Html.details(unchanged.size() + " where nothing got worse", table(unchanged));
  }

  private String table(List<Row> all) {
    List<Column> headings = new ArrayList<>(List.of(Column.text("benchmark")));
    columns.headings().forEach(name -> headings.add(Column.text(name)));
    Stream.of("base", "new", "new ÷ base").forEach(name -> headings.add(Column.number(name)));
    headings.add(Column.text("verdict"));
    Rows table =
        new Rows(scale, "new ÷ base", headings)
            .behind(
                height ->
                    new Marks(scale)
                        .rule(1 / (1 + margin), 0, height, Ink.SOFT, "2 3")
                        .rule(1 + margin, 0, height, Ink.SOFT, "2 3"));
    limits.of(all).forEach(row -> table.row(cells(row), marks(row)));
    return table.html("Ratios") + Html.leftOut(limits.rows(), all.size(), "rows");
  }

  private List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(
        "<span title=\"%s\">%s</span>"
            .formatted(
                Html.text(TextLines.cut(row.key().benchmark())),
                Rows.name(row.key().simpleName())));
    columns.of(facts(row, params)).forEach(value -> cells.add(Html.name(value)));
    cells.add(Figures.score(row.base().centre()));
    cells.add(Figures.score(row.candidate().centre()));
    cells.add(Figures.score(row.ratio()));
    cells.add(verdict(row) + Html.badge(remarks(row)));
    return cells;
  }

  /** Returns the verdict's words, which never break. */
  static String verdict(Row row) {
    return "<b class=\"verdict %s\">%s</b>"
        .formatted(Ink.of(row.verdict()).css(), row.label().replace(' ', '\u00A0'));
  }

  private static List<String> remarks(Row row) {
    return Stream.concat(
            Stream.of(row.reason(), row.finding().provisional()),
            row.warnings().stream().map(Warning::text))
        .filter(words -> !words.isEmpty())
        .toList();
  }

  private Marks marks(Row row) {
    Marks marks = new Marks(scale);
    if (!Double.isFinite(row.ratio())) {
      return marks;
    }
    marks
        .bar(0, 1, 2, 8, Ink.PALE, "base")
        .bar(0, row.ratio(), 12, 8, Ink.of(row.verdict()), "new");
    marks.interval(
        row.interval().low(), row.interval().high(), 16, Ink.TEXT, Figures.interval(row));
    return isCut(row) ? marks.word(scale.percent(scale.high()), 10, "end", "→") : marks;
  }

  private static String missing(String heading, List<RowKey> keys) {
    String items =
        keys.stream()
            .limit(MOST_MISSING)
            .map(key -> Html.element("li", Html.name(key.toString())))
            .collect(Collectors.joining());
    return keys.isEmpty()
        ? ""
        : Html.details(
            heading + ": " + keys.size(),
            Html.element("ul", items) + Html.leftOut(MOST_MISSING, keys.size(), "benchmarks"));
  }

  /** All rows for the script: compressed, since names repeat themselves. */
  private String data() {
    List<List<Object>> data = rows.stream().limit(mostData()).map(this::data).toList();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("columns", columns.headings());
    all.put("max", scale.high());
    all.put("margin", margin);
    all.put("folded", folded());
    all.put("rows", data);
    return "<script type=\"text/plain\" id=\"rows\">"
        + Html.packed(JsonMapper.shared().writeValueAsString(all))
        + "</script>\n";
  }

  private int mostData() {
    return limits.rows() * ROWS_OF_DATA;
  }

  private List<String> folded() {
    return rows.stream()
        .filter(row -> rank(row.verdict()) >= FOLDED)
        .map(Row::label)
        .distinct()
        .toList();
  }

  private List<Object> data(Row row) {
    boolean known = Double.isFinite(row.interval().low());
    return Arrays.asList(
        TextLines.cut(row.key().simpleName()),
        columns.of(facts(row, params)).stream().map(TextLines::cut).toList(),
        Figures.score(row.base().centre()),
        Figures.score(row.candidate().centre()),
        Figures.score(row.ratio()),
        known ? Figures.score(row.interval().low()) : "",
        known ? Figures.score(row.interval().high()) : "",
        row.label(),
        Ink.of(row.verdict()).css(),
        String.join("; ", remarks(row)));
  }
}
