package fanout.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries of one benchmark from several sittings, in one file or several. On one JVM they become
 * one entry in JMH's form with the forks of all: raw data, rounds and histograms joined, scores and
 * their 99.9 % errors recomputed by the {@link ScorePolicy} that JMH has for each. Percentiles are
 * left out: those of single sittings do not add up. Entries of different JVMs stay apart.
 */
public final class Sittings {
  private static final String JVM = "jvm";
  private static final List<String> RAW_FIELDS = List.of("rawData", "rawDataHistogram");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Sittings() {}

  /**
   * One element of a file's array.
   *
   * @param file the file as the user named it
   * @param tree the element, without JMH's percentiles
   * @param entry what it says
   */
  public record Sitting(Path file, ObjectNode tree, ResultEntry entry) {}

  /** The benchmark, and what ran it: the same in sittings that are pooled. */
  private record Place(RowKey key, String jvm) {}

  /**
   * Joins files.
   *
   * @param files those that {@link ResultFile#read(Path)} takes, in the order they ran
   * @return JMH's array of results, without {@link Secrets}
   * @throws BadResultException if a file cannot be used or is given twice, or units of one
   *     benchmark differ
   */
  public static ArrayNode joined(List<Path> files) {
    return joined(files, same -> {});
  }

  /**
   * Joins files where a check lets it.
   *
   * @param files as in {@link #joined(List)}
   * @param check throws if the sittings of a benchmark that it is given must not become one entry
   */
  public static ArrayNode joined(List<Path> files, Consumer<List<Sitting>> check) {
    requireDistinct(files);
    ArrayNode joined = NODES.arrayNode();
    for (List<Sitting> same : pools(files.stream().map(ResultReader::new).toList())) {
      check.accept(same);
      joined.add(Secrets.leaveOut(same.size() == 1 ? same.getFirst().tree() : pool(same)));
    }
    return joined;
  }

  /**
   * Reads files as one. Where a benchmark ran on several JVMs, a parameter {@value #JVM} tells them
   * apart.
   */
  static List<ResultEntry> read(List<Path> files) {
    requireDistinct(files);
    List<ResultReader> readers = files.stream().map(ResultReader::new).toList();
    if (files.size() == 1) {
      List<ResultEntry> entries = readers.getFirst().read();
      Set<RowKey> seen = new HashSet<>();
      if (entries.stream().allMatch(entry -> seen.add(entry.key()))) {
        return entries;
      }
    }
    List<ResultEntry> pooled = pools(readers).stream().map(Sittings::pooledEntry).toList();
    Map<RowKey, Integer> jvms = new HashMap<>();
    pooled.forEach(entry -> jvms.merge(entry.key(), 1, Integer::sum));
    return pooled.stream()
        .map(
            entry ->
                jvms.getOrDefault(entry.key(), 1) == 1
                    ? entry
                    : entry.withParam(JVM, nameOf(entry.jvm())))
        .toList();
  }

  /** Standard input and other pipes, which have no second content, may have one name. */
  private static void requireDistinct(List<Path> files) {
    Set<Path> seen = new HashSet<>();
    for (Path file : files) {
      if (Files.isRegularFile(file) && !seen.add(real(file))) {
        throw new BadResultException(file, "is given twice, and its forks would count twice");
      }
    }
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException unreadable) {
      throw new BadResultException(file, "cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private static List<List<Sitting>> pools(List<ResultReader> readers) {
    Map<Place, List<Sitting>> pools = new LinkedHashMap<>();
    for (ResultReader reader : readers) {
      for (Sitting sitting : reader.readSittings()) {
        Place place = new Place(sitting.entry.key(), nameOf(sitting.entry.jvm()));
        pools.computeIfAbsent(place, key -> new ArrayList<>()).add(sitting);
      }
    }
    return List.copyOf(pools.values());
  }

  private static String nameOf(ResultEntry.Jvm jvm) {
    String release = jvm.jdkVersion().isEmpty() ? jvm.path() : jvm.jdkVersion();
    return (release + " " + jvm.name() + " " + String.join(" ", jvm.args())).strip();
  }

  private static ResultEntry pooledEntry(List<Sitting> same) {
    Sitting first = same.getFirst();
    if (same.size() == 1) {
      return first.entry;
    }
    List<ResultEntry.Conditions> further =
        same.stream().skip(1).flatMap(one -> one.entry.conditions().stream()).toList();
    return new EntryFields(first.file, "sittings", pool(same)).toEntry().withFurther(further);
  }

  /** Puts the forks of all into the first one's tree. */
  private static ObjectNode pool(List<Sitting> same) {
    ObjectNode pooled = same.getFirst().tree;
    pool(same, "primaryMetric", pooled, same.stream().map(Sitting::tree).toList());
    if (pooled.get("secondaryMetrics") instanceof ObjectNode secondary) {
      List<JsonNode> metrics =
          same.stream().map(sitting -> sitting.tree.path("secondaryMetrics")).toList();
      List<String> percentiles =
          secondary.propertyNames().stream().filter(same.getFirst().entry::isPercentile).toList();
      secondary.remove(percentiles);
      List.copyOf(secondary.propertyNames()).forEach(name -> pool(same, name, secondary, metrics));
    }
    poolRounds(pooled, same);
    poolHistograms(pooled, same);
    int forks = pooled.path("primaryMetric").path("rawData").size();
    if (forks > 0) {
      pooled.put("forks", forks);
    } else {
      pooled.put("forks", same.stream().mapToInt(one -> one.entry.settings().forks()).sum());
    }
    return pooled;
  }

  /** A metric that one of the sittings lacks is left out. */
  private static void pool(
      List<Sitting> same, String name, ObjectNode target, List<? extends JsonNode> parents) {
    List<JsonNode> metrics = parents.stream().map(parent -> parent.path(name)).toList();
    if (!metrics.stream().allMatch(JsonNode::isObject)) {
      target.remove(name);
      return;
    }
    requireOneUnit(same, metrics);
    ScorePolicy policy = ScorePolicy.of(metrics);
    ObjectNode metric = (ObjectNode) metrics.getFirst(); // its raw data become those of all
    for (String field : RAW_FIELDS) {
      if (!poolArrays(metric, field, metrics)) {
        metric.remove(field);
      }
    }
    metric.set("scorePercentiles", NODES.objectNode());
    summarize(metric, metrics, policy);
  }

  private static void requireOneUnit(List<Sitting> same, List<JsonNode> metrics) {
    String unit = unit(metrics.getFirst());
    for (int i = 1; i < metrics.size(); i++) {
      String other = unit(metrics.get(i));
      if (!other.equals(unit)) {
        throw new BadResultException(
            same.get(i).file,
            "%s: units '%s' and '%s' in two sittings"
                .formatted(same.getFirst().entry.key(), unit, other));
      }
    }
  }

  private static String unit(JsonNode metric) {
    return metric.path("scoreUnit").asString("");
  }

  /** Puts all elements into the first array, if each of them is one. */
  private static boolean poolArrays(
      ObjectNode target, String field, List<? extends JsonNode> sittings) {
    if (!sittings.stream().allMatch(sitting -> sitting.path(field).isArray())) {
      return false;
    }
    ArrayNode joined = NODES.arrayNode();
    sittings.forEach(sitting -> sitting.path(field).forEach(joined::add));
    target.set(field, joined);
    return true;
  }

  private static void poolRounds(ObjectNode pooled, List<Sitting> same) {
    List<JsonNode> rounds = same.stream().map(one -> one.tree.path("rounds")).toList();
    if (!(rounds.getFirst() instanceof ObjectNode first
        && poolArrays(first, "makespansUs", rounds))) {
      pooled.remove("rounds");
    }
  }

  private static void poolHistograms(ObjectNode pooled, List<Sitting> same) {
    Map<String, Histogram> sums = new TreeMap<>();
    for (Sitting sitting : same) {
      sitting
          .entry
          .own()
          .histograms()
          .forEach((name, histogram) -> sums.merge(name, histogram, Sittings::sum));
    }
    if (!sums.isEmpty()) {
      ObjectNode histograms = pooled.putObject("histograms");
      sums.forEach((name, sum) -> histograms.put(name, HistogramText.of(sum)));
    }
  }

  private static Histogram sum(Histogram one, Histogram other) {
    Histogram sum = one.copy();
    sum.setAutoResize(true);
    sum.add(other);
    return sum;
  }

  private static void summarize(ObjectNode target, List<JsonNode> sittings, ScorePolicy policy) {
    Metric.Histogram values = ScorePolicy.values(target);
    double error = policy.error(values);
    if (values.samples().isEmpty()) {
      values = scores(sittings);
    }
    double score = policy.score(values);
    double margin = policy == ScorePolicy.MEAN ? error : 0;
    target.set("score", number(score));
    target.set("scoreError", number(error));
    target.putArray("scoreConfidence").add(number(score - margin)).add(number(score + margin));
  }

  private static Metric.Histogram scores(List<JsonNode> sittings) {
    return new Metric.Histogram(
        sittings.stream()
            .map(one -> new Metric.Sample(ScorePolicy.number(one.path("score")), 1))
            .toList());
  }

  private static JsonNode number(double value) {
    return Double.isFinite(value) ? NODES.numberNode(value) : NODES.stringNode("NaN");
  }
}
