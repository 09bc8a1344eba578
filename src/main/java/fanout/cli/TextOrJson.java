package fanout.cli;

import fanout.results.Json;

/** The forms in which commands write what is no table. */
enum TextOrJson {
  text,
  json;

  String of(Object value, String words) {
    return this == json ? Json.write(value) : words;
  }
}
