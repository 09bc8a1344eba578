package fanout.report.html;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of the slot-time ledger in the order in which they are stacked. */
enum LedgerLine {
  SERVICE("service", "in the request itself", false),
  IN_TASK("in-task", "in the slot, around the request", true),
  HAND_OFF("hand-off", "a slot was free and had no request yet", true),
  RAMP_UP("ramp-up", "until a slot's first request", true),
  GATHER("gather", "after the last request of all", true),
  IMBALANCE("imbalance", "nothing left to do for this slot", false),
  UNUSED("unused", "a slot that never got a request", false);

  private final String word;
  private final String meaning;
  private final boolean coordination;

  LedgerLine(String word, String meaning, boolean coordination) {
    this.word = word;
    this.meaning = meaning;
    this.coordination = coordination;
  }

  /** Returns the name that results use; also the name of its colour. */
  String word() {
    return word;
  }

  /** Returns the metric that has its µs for each request. */
  String metric() {
    return "ledger." + word;
  }

  static List<LedgerLine> all() {
    return List.of(values());
  }

  static List<LedgerLine> coordination() {
    return Arrays.stream(values()).filter(line -> line.coordination).toList();
  }

  /** Returns what the colours mean. */
  static String legend() {
    return all().stream()
        .map(line -> key(line.word, line.word, line.meaning))
        .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>\n"));
  }

  /** Returns one entry of a legend. */
  static String key(String css, String word, String meaning) {
    return "<li><span class=\"swatch %s\"></span><b>%s</b> %s</li>".formatted(css, word, meaning);
  }

  /** Returns the words of several lines. */
  static Stream<String> words(List<LedgerLine> lines) {
    return lines.stream().map(LedgerLine::word);
  }
}
