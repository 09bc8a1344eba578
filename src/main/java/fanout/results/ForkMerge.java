package fanout.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins results into one with the forks of all, in JMH's form: raw data of all forks in their
 * order, and the score with its 99.9 % error recomputed over all iterations as JMH does it.
 * Percentiles are left out: those of single forks do not add up.
 */
public final class ForkMerge {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final double JMH_CONFIDENCE = 0.999;
  private static final List<String> RAW_FIELDS = List.of("rawData", "rawDataHistogram");

  private ForkMerge() {}

  /**
   * Joins files.
   *
   * @param forks files that {@link ResultFile#read} takes, in the order they ran
   * @return JMH's array of results
   */
  public static ArrayNode of(List<Path> forks) {
    Map<RowKey, List<ObjectNode>> byKey = new LinkedHashMap<>();
    for (Path fork : forks) {
      ResultReader reader = new ResultReader(fork);
      List<ResultEntry> entries = reader.readApart();
      JsonNode tree = reader.readTree();
      for (int i = 0; i < entries.size(); i++) {
        byKey
            .computeIfAbsent(entries.get(i).key(), key -> new ArrayList<>())
            .add((ObjectNode) tree.get(i));
      }
    }
    ArrayNode merged = MAPPER.createArrayNode();
    byKey.values().forEach(entries -> merged.add(merged(entries)));
    return merged;
  }

  private static ObjectNode merged(List<ObjectNode> entries) {
    ObjectNode first = entries.getFirst().deepCopy();
    if (first.get("primaryMetric") instanceof ObjectNode primary) {
      merge(primary, entries.stream().map(entry -> entry.path("primaryMetric")).toList());
    }
    if (first.get("secondaryMetrics") instanceof ObjectNode secondary) {
      for (String name : List.copyOf(secondary.propertyNames())) {
        if (secondary.get(name) instanceof ObjectNode metric) {
          merge(
              metric,
              entries.stream().map(entry -> entry.path("secondaryMetrics").path(name)).toList());
        }
      }
    }
    JsonNode forks = first.path("primaryMetric").path("rawData");
    first.put("forks", forks.isArray() ? forks.size() : entries.size());
    return first;
  }

  private static void merge(ObjectNode target, List<JsonNode> forks) {
    for (String field : RAW_FIELDS) {
      if (target.get(field) instanceof ArrayNode) {
        ArrayNode joined = MAPPER.createArrayNode();
        forks.forEach(fork -> fork.path(field).forEach(joined::add));
        target.set(field, joined);
      }
    }
    target.set("scorePercentiles", MAPPER.createObjectNode());
    summarize(target);
  }

  private static void summarize(ObjectNode target) {
    double[] scores = scores(target);
    double mean = StatUtils.mean(scores);
    double error =
        scores.length < 2
            ? Double.NaN
            : new TDistribution(null, scores.length - 1.0)
                    .inverseCumulativeProbability((1 + JMH_CONFIDENCE) / 2)
                * Math.sqrt(StatUtils.variance(scores) / scores.length);
    if (scores.length > 0) {
      put(target, "score", mean);
    }
    put(target, "scoreError", error);
    ArrayNode interval = target.putArray("scoreConfidence");
    add(interval, mean - error);
    add(interval, mean + error);
  }

  /** An iteration's score is a number, or in sample mode a list of pairs of value and count. */
  private static double[] scores(ObjectNode metric) {
    String field = metric.has("rawDataHistogram") ? "rawDataHistogram" : "rawData";
    List<Double> scores = new ArrayList<>();
    for (JsonNode fork : metric.path(field)) {
      for (JsonNode iteration : fork) {
        scores.add(iteration.isArray() ? mean(iteration) : iteration.asDouble(Double.NaN));
      }
    }
    return scores.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double mean(JsonNode pairs) {
    double sum = 0;
    double count = 0;
    for (JsonNode pair : pairs) {
      sum += pair.path(0).asDouble(Double.NaN) * pair.path(1).asDouble(0);
      count += pair.path(1).asDouble(0);
    }
    return sum / count;
  }

  private static void put(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.put(field, "NaN");
    }
  }

  private static void add(ArrayNode node, double value) {
    if (Double.isFinite(value)) {
      node.add(value);
    } else {
      node.add("NaN");
    }
  }
}
