package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HtmlTest {
  @Test
  void escapesEverythingThatCouldBeMarkup() {
    assertThat(Html.text("<a b=\"c\" d='e'>&amp;"))
        .isEqualTo("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
  }

  @Test
  void showsOtherScriptsAsTheyAreAndControlCharactersAsUnknown() {
    assertThat(Html.text("日本語 \uD83D\uDE00\u0000\uD800")).isEqualTo("日本語 \uD83D\uDE00\uFFFD\uFFFD");
  }

  @Test
  void isolatesTheDirectionOfNames() {
    assertThat(Html.name("\u202Eabc")).startsWith("<bdi>").endsWith("</bdi>");
  }
}
