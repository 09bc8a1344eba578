package fanout.ab;

import fanout.ab.ProofPlan.Kind;
import fanout.os.AtomicFile;
import fanout.stats.ClopperPearson;
import fanout.stats.Interval;
import fanout.stats.Row;
import fanout.stats.Simulation;
import fanout.stats.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The findings of a proof so far: {@code proof.json} in its folder, and a summary in words. */
public final class ProofRecord {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final double CONFIDENCE = 0.95;

  private final ProofPlan plan;
  private final List<Entry> entries = new ArrayList<>();
  private List<Simulation.Outcome> simulated = List.of();

  ProofRecord(ProofPlan plan) {
    this.plan = plan;
  }

  private record Entry(String method, Kind kind, int blocks, int failures, Row row) {}

  void addInterleaved(Kind kind, int blocks, int failures, Row row) {
    entries.add(new Entry("ab", kind, blocks, failures, row));
  }

  void addTwoFiles(Kind kind, Row row) {
    entries.add(new Entry("compare", kind, 0, 0, row));
  }

  /** Adds what simulations found. */
  public void addSimulated(List<Simulation.Outcome> outcomes) {
    simulated = List.copyOf(outcomes);
  }

  /**
   * Writes {@code proof.json} in one step.
   *
   * @throws IOException if it cannot be written
   */
  public void write() throws IOException {
    AtomicFile.at(plan.folder().resolve("proof.json"))
        .replace((MAPPER.writeValueAsString(tree()) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns one line for each method and kind, and for each simulation. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (String method : List.of("ab", "compare")) {
      for (Kind kind : Kind.values()) {
        List<Entry> of = select(method, kind);
        if (!of.isEmpty()) {
          lines.add(line(method, kind, of));
        }
      }
    }
    for (Simulation.Outcome outcome : simulated) {
      lines.add(
          String.format(
              Locale.ROOT,
              "simulated %-9s %-13s coverage %.3f, false alarms on the margin %.3f",
              lower(outcome.noise()),
              lower(outcome.design()),
              (double) outcome.covered() / outcome.runs(),
              (double) outcome.alarms() / outcome.runs()));
    }
    return lines;
  }

  private List<Entry> select(String method, Kind kind) {
    return entries.stream()
        .filter(entry -> entry.method.equals(method) && entry.kind == kind)
        .toList();
  }

  private static String line(String method, Kind kind, List<Entry> of) {
    int hits = regressed(of);
    Interval interval = ClopperPearson.interval(hits, of.size(), CONFIDENCE);
    return String.format(
        Locale.ROOT,
        "%-8s%-10s regressed %d of %d (95%% interval %.3f to %.3f), improved %d, equivalent %d,"
            + " inconclusive %d; interval without the truth: %d",
        method,
        lower(kind),
        hits,
        of.size(),
        interval.low(),
        interval.high(),
        count(of, Verdict.IMPROVED),
        count(of, Verdict.EQUIVALENT),
        count(of, Verdict.INCONCLUSIVE),
        missed(kind, of));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static int regressed(List<Entry> entries) {
    return count(entries, Verdict.REGRESSED);
  }

  private static int count(List<Entry> entries, Verdict verdict) {
    return (int) entries.stream().filter(entry -> entry.row.verdict() == verdict).count();
  }

  private static int missed(Kind kind, List<Entry> entries) {
    return (int) entries.stream().filter(e -> !e.row.interval().contains(truth(kind))).count();
  }

  /** The injected ratio; the rest of a fork's time makes the true one a little smaller. */
  private static double truth(Kind kind) {
    return switch (kind) {
      case IDENTICAL -> 1;
      case SLOWER_5 -> 1.05;
      case SLOWER_10 -> 1.10;
    };
  }

  private ObjectNode tree() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("base", plan.base());
    root.put("slower", plan.slower());
    root.put("muchSlower", plan.muchSlower());
    ArrayNode options = root.putArray("options");
    plan.options().forEach(options::add);
    root.put("threshold", plan.criteria().threshold());
    root.put("blocks", plan.blocks());
    root.put("seed", plan.seed());
    ArrayNode summary = root.putArray("summary");
    summary().forEach(summary::add);
    ArrayNode comparisons = root.putArray("comparisons");
    for (Entry entry : entries) {
      Row row = entry.row;
      ObjectNode node = comparisons.addObject();
      node.put("method", entry.method);
      node.put("kind", lower(entry.kind));
      node.put("blocks", entry.blocks);
      node.put("failedForks", entry.failures);
      node.put("ratio", row.ratio());
      node.put("low", row.interval().low());
      node.put("high", row.interval().high());
      node.put("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
      node.put("reason", row.reason());
      node.put("forksBase", row.base().forks());
      node.put("forksNew", row.candidate().forks());
    }
    ArrayNode simulations = root.putArray("simulations");
    simulated.forEach(simulations::addPOJO);
    return root;
  }
}
