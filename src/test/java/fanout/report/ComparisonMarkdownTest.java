package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whole comments of pull requests are golden files of the command. */
final class ComparisonMarkdownTest {
  @Test
  void letsNoBackslashUndoAnEscape() {
    assertThat(ComparisonMarkdown.escaped("\\[x](https://evil)"))
        .isEqualTo("\\\\\\[x](https://evil)");
  }

  @Test
  void escapesUnderscoresThatEmphasizeAndNoOthers() {
    assertThat(ComparisonMarkdown.escaped("THREAD_POOL _x_ a__b"))
        .isEqualTo("THREAD_POOL \\_x\\_ a\\_\\_b");
  }
}
