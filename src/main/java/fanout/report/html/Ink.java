package fanout.report.html;

import fanout.stats.Verdict;
import java.util.Locale;

/**
 * The colours of the page, each with one meaning: those of the ladder's terms are of nothing else.
 * A mark carries its colour as a presentation attribute, so that it is drawn where a policy forbids
 * style sheets, and as a class, by which the style sheet changes it in the dark.
 */
enum Ink {
  TEXT("#1d2329"),
  SOFT("#56606b"),
  RULE("#dfe3e8"),
  SHADE("#eef1f4"),
  ACCENT("#0b5cad"),
  PALE("#c3cad2"),
  WORK("#a9b7c6"),
  SHARING("#8e2a86"),
  VEHICLE("#4aa8e0"),
  HAND_OFF("#d55e00"),
  WAITING("#f0c419"),
  IDLE("#7b838d"),
  SERVER("#c9a66b"),
  RUNNING("#3a9d4f"),
  PASSING("#e377a2"),
  WORKERS("#7a6fd0"),
  COMPILERS("#7f5539"),
  GOOD("#00798c"),
  BAD("#b3400a");

  private final String light;

  Ink(String light) {
    this.light = light;
  }

  static Ink of(Verdict verdict) {
    return switch (verdict) {
      case REGRESSED, SLOWER, MISSING -> BAD;
      case IMPROVED, FASTER -> GOOD;
      case NO_SLOWER, EQUIVALENT -> IDLE;
      case INCONCLUSIVE, UNTESTED -> SOFT;
    };
  }

  /** Returns the attributes that make {@code currentColor} this colour. */
  String attributes() {
    return "class=\"" + css() + "\" color=\"" + light + "\"";
  }

  /** Returns the class that the style sheet knows the colour by. */
  String css() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns an entry of a legend. */
  String key(String word, String meaning) {
    return "<li><svg width=\"14\" height=\"14\"><rect %s fill=\"currentColor\" width=\"14\" height=\"14\"/></svg> <b>%s</b> %s</li>"
        .formatted(attributes(), Html.text(word), Html.text(meaning));
  }
}
