package fanout.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads one result file entry by entry, so that no more than one entry's tree is in memory. */
final class ResultReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path path;

  ResultReader(Path path) {
    this.path = path;
  }

  List<ResultEntry> read() {
    checkReadable();
    try (JsonParser parser = MAPPER.createParser(path)) {
      List<ResultEntry> entries = readArray(parser);
      checkDistinct(entries);
      return entries;
    } catch (UnexpectedEndOfInputException cut) {
      throw new BadResultException(path, "the file is cut short" + at(cut.getLocation()), cut);
    } catch (JacksonException notJson) {
      String problem = "not JSON: " + notJson.getOriginalMessage() + at(notJson.getLocation());
      throw new BadResultException(path, problem, notJson);
    }
  }

  private void checkReadable() {
    if (!Files.exists(path)) {
      throw new BadResultException(path, "no such file");
    }
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new BadResultException(path, "is not a file that can be read");
    }
    try {
      if (Files.size(path) == 0) {
        throw new BadResultException(
            path, "the file is empty (JMH leaves it so when a benchmark failed)");
      }
    } catch (IOException unreadable) {
      throw new BadResultException(path, "cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private List<ResultEntry> readArray(JsonParser parser) {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_ARRAY) {
      throw new BadResultException(
          path, "expected JMH's array of results, found " + (first == null ? "nothing" : first));
    }
    List<ResultEntry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      entries.add(readEntry(parser, entries.size()));
    }
    if (parser.nextToken() != null) {
      throw new BadResultException(
          path, "something follows the array of results" + at(parser.currentTokenLocation()));
    }
    if (entries.isEmpty()) {
      throw new BadResultException(path, "holds no results: expected at least one entry");
    }
    return entries;
  }

  private ResultEntry readEntry(JsonParser parser, int index) {
    TokenStreamLocation start = parser.currentTokenLocation();
    JsonNode tree = MAPPER.readTree(parser);
    String where = "entry " + (index + 1) + " (line " + start.getLineNr() + ")";
    if (!(tree instanceof ObjectNode entry)) {
      throw new BadResultException(
          path, where + ": expected a JMH result object, found " + EntryFields.brief(tree));
    }
    return new EntryFields(path, where, entry).toEntry();
  }

  private void checkDistinct(List<ResultEntry> entries) {
    Map<RowKey, Integer> seen = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Integer earlier = seen.putIfAbsent(entries.get(i).key(), i);
      if (earlier != null) {
        throw new BadResultException(
            path,
            "entries %d and %d are both %s; expected each benchmark, mode and parameters once"
                .formatted(earlier + 1, i + 1, entries.get(i).key()));
      }
    }
  }

  private static String at(TokenStreamLocation location) {
    return " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
