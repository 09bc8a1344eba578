package fanout.ab;

import fanout.ab.ProofPlan.Kind;
import fanout.ab.ProofPlan.Method;
import fanout.os.AtomicFile;
import fanout.results.Json;
import fanout.stats.Interval;
import fanout.stats.Row;
import fanout.stats.SequentialPlan;
import fanout.stats.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The findings of a proof so far: {@code proof.json} in its folder, and a summary in words. */
public final class ProofRecord {
  private static final double CONFIDENCE = 0.95;

  private static final Comparator<Kind> ORDER =
      Comparator.comparing(Kind::method)
          .thenComparing(Kind::isLoaded)
          .thenComparingInt(Kind::percent);

  private final ProofPlan plan;
  private final List<Entry> entries = new ArrayList<>();

  ProofRecord(ProofPlan plan) {
    this.plan = plan;
  }

  /**
   * One comparison.
   *
   * @param row as judged with a margin of 0
   * @param usual the verdict with the usual margin
   */
  record Entry(Kind kind, int blocks, int failures, Row row, Verdict usual) {}

  void add(Entry entry) {
    entries.add(entry);
  }

  /**
   * Writes {@code proof.json} in one step.
   *
   * @throws IOException if it cannot be written
   */
  public void write() throws IOException {
    AtomicFile.at(plan.folder().resolve("proof.json"))
        .replace(Json.write(tree()).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a table in Markdown, a line for each kind of comparison. */
  public List<String> table() {
    Map<Kind, List<Entry>> kinds = new TreeMap<>(ORDER);
    entries.forEach(entry -> kinds.computeIfAbsent(entry.kind, k -> new ArrayList<>()).add(entry));
    List<String> lines =
        new ArrayList<>(
            List.of(
                "| method | the new code is | comparisons | regressed | 95 % interval (Clopper and"
                    + " Pearson) | improved | not told | regressed by a margin of 5 % | intervals"
                    + " without the truth |",
                "|---|---|---:|---:|---|---:|---:|---:|---:|"));
    kinds.forEach((kind, of) -> lines.add(line(kind, of)));
    return lines;
  }

  private static String line(Kind kind, List<Entry> of) {
    int regressed = count(of, Verdict.REGRESSED);
    int improved = count(of, Verdict.IMPROVED);
    Interval interval = Interval.ofProportion(regressed, of.size(), CONFIDENCE);
    String expected =
        kind.percent() > 0
            ? ""
            : String.format(
                Locale.ROOT, ", at most %.1f expected", SequentialPlan.ALPHA * of.size());
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d%s | %.1f to %.1f %% | %d | %d | %d | %s |",
        kind.method().text() + (kind.isLoaded() ? ", under load" : ""),
        kind.percent() == 0 ? "identical" : kind.percent() + " % slower",
        of.size(),
        regressed,
        expected,
        100 * interval.low(),
        100 * interval.high(),
        improved,
        of.size() - regressed - improved,
        of.stream().filter(entry -> entry.usual == Verdict.REGRESSED).count(),
        kind.method().isOfOneRow()
            ? of.stream().filter(e -> !e.row.interval().contains(truth(kind))).count()
            : "-");
  }

  private static int count(List<Entry> entries, Verdict verdict) {
    return (int) entries.stream().filter(entry -> entry.row.verdict() == verdict).count();
  }

  /** The injected ratio; the rest of a fork's time makes the true ratio a little smaller. */
  private static double truth(Kind kind) {
    return 1 + kind.percent() / 100.0;
  }

  private ObjectNode tree() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("jmhWork", plan.work().jmh());
    root.put("plainWork", plan.work().plain());
    root.put("rows", plan.work().rows());
    ArrayNode options = root.putArray("options");
    plan.work().options().forEach(options::add);
    root.put("threshold", ProofPlan.CRITERIA.threshold());
    root.put("blocks", plan.blocks());
    root.put("seed", plan.seed());
    ArrayNode summary = root.putArray("summary");
    table().forEach(summary::add);
    ArrayNode comparisons = root.putArray("comparisons");
    entries.forEach(entry -> add(entry, comparisons.addObject()));
    return root;
  }

  private static void add(Entry entry, ObjectNode node) {
    Row row = entry.row;
    node.put("method", entry.kind.method().text());
    node.put("slowerByPercent", entry.kind.percent());
    node.put("underLoad", entry.kind.isLoaded());
    if (entry.kind.method() != Method.FILES) {
      node.put("blocks", entry.blocks);
      node.put("failedForks", entry.failures);
    }
    node.put("ratio", row.ratio());
    node.put("low", row.interval().low());
    node.put("high", row.interval().high());
    node.put("verdict", row.verdict().label());
    node.put("verdictWithMarginOf5Percent", entry.usual.label());
    node.put("reason", row.reason());
    node.put("forksBase", row.base().forks());
    node.put("forksNew", row.candidate().forks());
  }
}
