package fanout.results;

import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the readings that {@code calibrate} leaves. */
public final class CalibrationReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private CalibrationReader() {}

  /**
   * Tells whether a file is a calibration and not a result in JMH's form, which is an array. A file
   * that cannot be read is neither.
   */
  public static boolean isCalibration(Path path) {
    try (var parser = MAPPER.createParser(path.toFile())) {
      return parser.nextToken() == tools.jackson.core.JsonToken.START_OBJECT
          && "kind".equals(parser.nextName())
          && Calibration.KIND.equals(parser.nextStringValue());
    } catch (JacksonException unreadable) {
      return false;
    }
  }

  /**
   * Reads a calibration.
   *
   * @throws BadResultException if the file is not one, or is cut short
   */
  public static Calibration read(Path path) {
    try {
      JsonNode tree = MAPPER.readTree(path.toFile());
      requireObject(path, tree, "environment");
      requireObject(path, tree, "settings");
      JsonNode batches = tree.path("batches");
      if (!batches.isArray() || batches.isEmpty()) {
        throw new BadResultException(path, "holds no batches: expected at least one");
      }
      for (int i = 0; i < batches.size(); i++) {
        requireBatch(path, i, batches.get(i));
      }
      return MAPPER.treeToValue(tree, Calibration.class);
    } catch (JacksonException bad) {
      throw new BadResultException(
          path, "not a calibration's readings: " + bad.getOriginalMessage(), bad);
    }
  }

  private static void requireBatch(Path path, int index, JsonNode batch) {
    boolean sound =
        batch.path("strategy").isString()
            && batch.path("place").isString()
            && batch.path("slots").asInt(0) >= 1
            && batch.path("askedNanos").asLong(-1) >= 0
            && batch.path("makespanNanos").asLong(0) > 0
            && areAmounts(batch.path("addedNanos"))
            && areAmounts(batch.path("lineNanos"));
    if (!sound) {
      throw new BadResultException(
          path,
          "batch %d: expected strategy, place, slots, amounts and makespan, found %s"
              .formatted(index + 1, EntryFields.brief(batch)));
    }
  }

  private static boolean areAmounts(JsonNode amounts) {
    return amounts.isObject()
        && amounts.valueStream().allMatch(amount -> amount.isIntegralNumber());
  }

  private static void requireObject(Path path, JsonNode tree, String field) {
    if (!tree.path(field).isObject()) {
      throw new BadResultException(
          path,
          "field '%s': expected an object, found %s"
              .formatted(field, EntryFields.brief(tree.get(field))));
    }
  }
}
