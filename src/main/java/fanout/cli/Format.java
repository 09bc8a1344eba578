package fanout.cli;

/** The forms in which the analysing commands write what they found. */
enum Format {
  text,
  markdown,
  csv,
  json
}
