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
import tools.jackson.core.exc.StreamConstraintsException;
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
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS) // JMH up to 1.21 leaves them
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
    } catch (StreamConstraintsException tooMuch) {
      String problem = "not a result: " + tooMuch.getOriginalMessage();
      throw new BadResultException(path, problem, tooMuch);
    } catch (JacksonException notJson) {
      String problem = "not JSON: " + notJson.getOriginalMessage() + at(notJson.getLocation());
      throw new BadResultException(path, problem + guess(notJson), notJson);
    }
  }

  /** Says what is likely the matter with a file that begins well, or with one that is packed. */
  private static String guess(JacksonException notJson) {
    long offset = notJson.getLocation().getByteOffset();
    String message = String.valueOf(notJson.getOriginalMessage());
    if (offset <= 1 && message.contains("code 31")) {
      return " (a gzip file? unpack it first)";
    }
    return (offset > 1 && message.contains("expecting comma")) || message.contains("escape")
        ? " (JMH up to 1.21 does not escape quotes and backslashes in parameters)"
        : "";
  }

  private void checkReadable() {
    if (!Files.exists(path)) {
      throw new BadResultException(path, "no such file");
    }
    if (!Files.isRegularFile(path)) {
      throw new BadResultException(
          path, "is not a regular file: expected JMH's JSON, not a directory, pipe or device");
    }
    if (!Files.isReadable(path)) {
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
