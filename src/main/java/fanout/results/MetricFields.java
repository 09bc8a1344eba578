package fanout.results;

import fanout.results.Metric.Histogram;
import fanout.results.Metric.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of one metric's JSON. */
final class MetricFields {

  private final EntryFields entry;
  private final String name;
  private final ObjectNode metric;

  MetricFields(EntryFields entry, String name, ObjectNode metric) {
    this.entry = entry;
    this.name = name;
    this.metric = metric;
  }

  Metric toMetric() {
    return toMetric(MetricUnit.parse(unit()));
  }

  /** Reads a benchmark's own score, in whose unit the mode has a say. */
  Metric toScore(String mode) {
    return toMetric(MetricUnit.ofScore(unit(), mode));
  }

  private Metric toMetric(MetricUnit unit) {
    List<List<Histogram>> histogram = histogram();
    return new Metric(
        number("score", metric.get("score")),
        optionalNumber("scoreError"),
        unit,
        histogram.isEmpty() ? rawData() : means(histogram),
        histogram);
  }

  private String unit() {
    JsonNode unit = metric.get("scoreUnit");
    if (unit == null || !unit.isString()) {
      throw entry.bad(name + ".scoreUnit", unit, "a unit such as \"ns/op\"");
    }
    return unit.stringValue();
  }

  private List<List<Double>> rawData() {
    return elements("rawData", metric.get("rawData"), this::numbers);
  }

  private List<List<Histogram>> histogram() {
    return elements(
        "rawDataHistogram",
        metric.get("rawDataHistogram"),
        (field, fork) -> elements(field, fork, this::samples));
  }

  private Histogram samples(String field, JsonNode pairs) {
    return new Histogram(elements(field, pairs, this::sample));
  }

  private Sample sample(String field, JsonNode pair) {
    if (!pair.isArray() || pair.size() != 2 || !isCount(pair.get(1))) {
      throw entry.bad(name + "." + field, pair, "a pair of value and count");
    }
    return new Sample(number(field, pair.get(0)), pair.get(1).longValue());
  }

  private static boolean isCount(JsonNode count) {
    return count.isIntegralNumber() && count.canConvertToLong() && count.longValue() >= 0;
  }

  private static List<List<Double>> means(List<List<Histogram>> histogram) {
    return histogram.stream().map(fork -> fork.stream().map(Histogram::mean).toList()).toList();
  }

  /** A large result has millions of them: a field's name is put together when it is needed. */
  private List<Double> numbers(String field, JsonNode values) {
    if (values.isNull()) {
      return List.of();
    }
    requireArray(field, values);
    Double[] numbers = new Double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode value = values.get(i);
      numbers[i] = value.isNumber() ? asDouble(value) : number(field + "[" + i + "]", value);
    }
    return List.of(numbers);
  }

  private <T> List<T> elements(
      String field, @Nullable JsonNode array, BiFunction<String, JsonNode, T> element) {
    if (array == null || array.isNull()) {
      return List.of();
    }
    requireArray(field, array);
    List<T> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      elements.add(element.apply(field + "[" + i + "]", array.get(i)));
    }
    return List.copyOf(elements);
  }

  private void requireArray(String field, JsonNode value) {
    if (!value.isArray()) {
      throw entry.bad(name + "." + field, value, "an array");
    }
  }

  private double optionalNumber(String field) {
    JsonNode value = metric.get(field);
    return value == null || value.isNull() ? Double.NaN : number(field, value);
  }

  private double number(String field, @Nullable JsonNode value) {
    return asNumber(value).orElseThrow(() -> entry.bad(name + "." + field, value, "a number"));
  }

  /** JMH writes what JSON has no number for as text. */
  private static OptionalDouble asNumber(@Nullable JsonNode value) {
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value.isNumber()) {
      return OptionalDouble.of(asDouble(value));
    }
    return switch (value.asString("")) {
      case "NaN" -> OptionalDouble.of(Double.NaN);
      case "+INF", "INF", "Infinity", "+Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-INF", "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }

  /** NaN for a whole number that is too large. */
  private static double asDouble(JsonNode number) {
    return number.asDouble(Double.NaN);
  }
}
