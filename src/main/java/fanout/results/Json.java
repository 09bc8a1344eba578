package fanout.results;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Indented JSON, as people and programs read it. */
public final class Json {
  /** Makes trees and writes them; safe for use by many threads. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** Returns a record or a tree as JSON with a line feed at its end. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }
}
