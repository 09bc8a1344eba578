package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Everything of the page is reached and used by keyboard. */
final class ReportKeyboardIT extends BrowserIT {
  @Test
  void isReachedAndZoomedByKeyboard() {
    open(Results.withSamples(folder));
    // The constructed result has neither processor time nor turnaround, and three batches.
    requireSound(FIGURES_OF_A_SETTING - 2 + 3);
    List<String> reached = new ArrayList<>();
    WebElement timeline = browser.driver().findElement(By.className("timeline"));
    for (int i = 0; i < 60 && !timeline.equals(focused()); i++) {
      focused().sendKeys(Keys.TAB);
      reached.add(focused().getTagName() + "." + focused().getDomAttribute("class"));
    }
    assertThat(reached.getFirst()).isEqualTo("a.skip");
    assertThat(reached).contains("a.null", "summary.null", "div.timeline");

    String whole = viewBox();
    List<String> times = times();
    timeline.sendKeys("+");
    assertThat(viewBox()).isNotEqualTo(whole);
    assertThat(times()).isNotEqualTo(times).allMatch(time -> time.endsWith(" ms"));
    browser.screenshot("timeline-zoomed");
    timeline.sendKeys("0");
    assertThat(viewBox()).isEqualTo(whole);
    focused().sendKeys(Keys.TAB);
    assertThat(focused().getText()).isEqualTo("Start");
    focused().sendKeys(Keys.ENTER);
    assertThat(times().getFirst()).isEqualTo("0");
    assertThat(viewBox()).isNotEqualTo(whole);

    WebElement summary = browser.driver().findElement(By.tagName("summary"));
    summary.sendKeys(Keys.ENTER);
    assertThat(browser.driver().findElement(By.cssSelector("details[open] table")).isDisplayed())
        .isTrue();
  }

  private WebElement focused() {
    return browser.driver().switchTo().activeElement();
  }

  private String viewBox() {
    return Objects.toString(
        browser.run("return document.querySelector('.lanes').getAttribute('viewBox')"));
  }

  private List<String> times() {
    return browser.texts(
        "return [...document.querySelector('.times').children].map(t => t.textContent)");
  }
}
