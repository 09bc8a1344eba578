package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whole comments of pull requests are golden files of the command. */
final class ComparisonMarkdownTest {
  @Test
  void letsNoBackslashUndoAnEscape() {
    assertThat(ComparisonMarkdown.escaped("\\[x](https://evil)"))
        .isEqualTo("\\\\\\[x](https&#58;//evil)");
  }

  @Test
  void escapesUnderscoresThatEmphasizeAndNoOthers() {
    assertThat(ComparisonMarkdown.escaped("THREAD_POOL _x_ a__b"))
        .isEqualTo("THREAD_POOL \\_x\\_ a\\_\\_b");
  }

  @Test
  void leavesNoLinkReferenceOrStrike() {
    assertThat(ComparisonMarkdown.escaped("https://evil.example/x www.x.org #123 ~~x~~ a@b &#35;"))
        .isEqualTo(
            "https&#58;//evil.example/x www&#46;x.org &#35;123 \\~\\~x\\~\\~ a&#64;b"
                + " &amp;&#35;35;");
  }
}
