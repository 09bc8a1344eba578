package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The page runs nothing of its files, and opens however large they are. */
final class ReportSafetyIT extends BrowserIT {
  @Test
  void opensTenThousandBenchmarksWithinTheLoadLimit() {
    open(Results.many(folder, 10_000));
    requireSound(1);
    browser.screenshot("ten-thousand");
  }

  @Test
  void runsNothingOfAHostileResult() {
    open(Results.hostile(folder));
    assertThat(browser.run("return window.owned")).isNull();
    assertThat(text("return document.title")).startsWith("fanout: ");
    assertThat(browser.run("return document.scripts.length")).isEqualTo(1L);
    assertThat(
            browser.run(
                "return document.querySelectorAll('img,iframe,meta[http-equiv=refresh],[onload],[onerror],[onfocus],[onclick],a:not([href^=\"#\"])').length"))
        .isEqualTo(0L);
    assertThat(text("return document.body.textContent"))
        .contains("<script>document.title='owned';window.owned=1</script>");
    // As the constructed result, and a figure for each hostile unit.
    requireSound(FIGURES_OF_A_SETTING - 2 + 3 + Results.HOSTILE.size());
    browser.screenshot("hostile");
  }

  @Test
  void refusesAScriptThatIsPutIntoThePage() {
    open(Results.PLAIN);
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.owned = 1';"
            + " document.body.append(s); document.body.insertAdjacentHTML('beforeend',"
            + " '<b id=x onclick=\"window.owned=2\">x</b>'); document.querySelector('#x').click();");
    assertThat(browser.run("return window.owned")).isNull();
    assertThat(browser.console())
        .hasSize(2)
        .allMatch(line -> line.contains("Content Security Policy"));
  }
}
