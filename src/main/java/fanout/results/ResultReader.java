package fanout.results;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one result file entry by entry, so that no more than one entry's tree is in memory. */
final class ResultReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS) // JMH up to 1.21 leaves them
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The beginning of JMH's text, CSV and SCSV. */
  private static final Pattern OTHER_FORM =
      Pattern.compile("\\s*(\"?Benchmark\"?[,;\\s]|# (JMH|VM|Run))");

  private static final String PERCENTILES = "scorePercentiles";
  private static final int BUFFER = 1 << 16;
  private static final int BRIEF = 100;

  private final Path path;

  /** All of standard input, which can be read once only. */
  private byte[] input = new byte[0];

  ResultReader(Path path) {
    this.path = path;
  }

  /** Reads the entries, one for each element of the array. */
  List<ResultEntry> read() {
    return parsed(parser -> readArray(parser, (tree, entry) -> entry));
  }

  /** Reads the entries with their trees, without JMH's percentiles. */
  List<Sittings.Sitting> readSittings() {
    return parsed(
        parser -> readArray(parser, (tree, entry) -> new Sittings.Sitting(path, tree, entry)));
  }

  private <T> T parsed(Function<JsonParser, T> read) {
    checkReadable();
    try {
      return parsed(read, StandardCharsets.UTF_8);
    } catch (JacksonException notUtf8) {
      if (!String.valueOf(notUtf8.getOriginalMessage()).startsWith("Invalid UTF-8")) {
        throw bad(notUtf8);
      }
      try {
        return parsed(read, StandardCharsets.ISO_8859_1); // JMH wrote in the platform's charset
      } catch (JacksonException notJson) {
        throw bad(notJson);
      }
    }
  }

  private <T> T parsed(Function<JsonParser, T> read, Charset charset) {
    try (InputStream in = open();
        JsonParser parser =
            charset.equals(StandardCharsets.UTF_8)
                ? MAPPER.createParser(in)
                : MAPPER.createParser(new InputStreamReader(in, charset))) {
      return read.apply(parser);
    } catch (IOException unreadable) {
      throw new BadResultException(path, "cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private BadResultException bad(JacksonException problem) {
    String message = problem.getOriginalMessage();
    return switch (problem) {
      case UnexpectedEndOfInputException cut ->
          new BadResultException(path, "the file is cut short" + at(cut.getLocation()), cut);
      case StreamConstraintsException tooMuch ->
          new BadResultException(path, "not a result: " + message, tooMuch);
      default ->
          new BadResultException(
              path,
              "not JSON: " + message + at(problem.getLocation()) + guess(String.valueOf(message)),
              problem);
    };
  }

  /** Opens the file, or standard input where its name is {@code -}; what is packed is unpacked. */
  private InputStream open() throws IOException {
    InputStream raw =
        isStandardInput() ? new ByteArrayInputStream(input()) : Files.newInputStream(path);
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(2);
    boolean isPacked = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return isPacked ? new GZIPInputStream(in, BUFFER) : in;
  }

  private boolean isStandardInput() {
    return path.toString().equals("-");
  }

  private byte[] input() throws IOException {
    if (input.length == 0) {
      input = System.in.readAllBytes();
    }
    return input;
  }

  /** Says what is likely the matter with a file that is not JSON, or not quite. */
  private String guess(String message) {
    if (OTHER_FORM.matcher(start()).lookingAt()) {
      return " (JMH's CSV or text? run again with -rf json)";
    }
    return message.contains("expecting comma") || message.contains("escape")
        ? " (JMH up to 1.21 does not escape quotes and backslashes in parameters)"
        : "";
  }

  private String start() {
    try (InputStream in = open()) {
      return new String(in.readNBytes(BRIEF), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      return "";
    }
  }

  private void checkReadable() {
    if (isStandardInput()) {
      return;
    }
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

  private <T> List<T> readArray(JsonParser parser, BiFunction<ObjectNode, ResultEntry, T> element) {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_ARRAY) {
      throw new BadResultException(
          path,
          "expected JMH's array of results, found "
              + (first == null ? "nothing" : first)
              + guess(""));
    }
    List<T> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      entries.add(readEntry(parser, entries.size(), element));
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

  private <T> T readEntry(
      JsonParser parser, int index, BiFunction<ObjectNode, ResultEntry, T> element) {
    TokenStreamLocation start = parser.currentTokenLocation();
    JsonNode tree = tree(parser);
    String where = "entry " + (index + 1) + " (line " + start.getLineNr() + ")";
    if (!(tree instanceof ObjectNode entry)) {
      throw new BadResultException(
          path, where + ": expected a JMH result object, found " + EntryFields.brief(tree));
    }
    return element.apply(entry, new EntryFields(path, where, entry).toEntry());
  }

  /** Builds a tree without JMH's percentiles, which are half of a file and never used. */
  private static JsonNode tree(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return MAPPER.readTree(parser);
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(PERCENTILES)) {
        parser.skipChildren();
      } else {
        object.set(name, tree(parser));
      }
    }
    return object;
  }

  private static String at(TokenStreamLocation location) {
    return " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
