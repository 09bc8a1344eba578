package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * Pages in a real browser; without one these tests are skipped, and say so. Pictures are left in
 * target/screenshots.
 */
@ExtendWith(Browser.Needed.class)
final class ReportIT {
  private static final Path FULL = Results.BASELINE.resolve("default.json");
  private static final int SCREEN = 900;
  private static final int PICTURE_WIDTH = 1100;
  private static final int LARGEST_PICTURE = 300_000;

  /** Words on drawings that touch each other. */
  private static final String TOUCHING =
      """
      return [...document.querySelectorAll('svg')].flatMap(svg => {
        const words = [...svg.querySelectorAll(':scope > text')];
        const boxes = words.map(word => word.getBoundingClientRect());
        return words.flatMap((word, i) => words.slice(i + 1)
          .filter((other, j) => {
            const a = boxes[i], b = boxes[i + 1 + j];
            return a.width && b.width && a.left < b.right && b.left < a.right
              && a.top < b.bottom - 4 && b.top < a.bottom - 4;
          })
          .map(other => word.textContent + ' | ' + other.textContent));
      });
      """;

  private static @Nullable Browser started;

  private final Browser browser = Objects.requireNonNull(started);
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    started = Browser.start();
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1400, 390})
  void showsAnswerAndMakespansOnTheFirstScreen(int width) {
    open(FULL);
    browser.size(width, width < 500);
    requireSound();
    assertThat(
            number("return document.querySelector('#answer tbody').getBoundingClientRect().bottom"))
        .isLessThan(SCREEN);
    browser.screenshot("full-" + width);
    browser.media("dark");
    browser.screenshot("full-dark-" + width);
  }

  @Test
  void isDarkWhereTheReaderIs() {
    open(FULL);
    Object light = browser.run(BACKGROUND);
    browser.media("dark");
    assertThat(browser.run(BACKGROUND)).isNotEqualTo(light);
  }

  private static final String BACKGROUND = "return getComputedStyle(document.body).backgroundColor";

  @Test
  void canBeReadUnderAPolicyThatForbidsStyleAndScript() throws IOException {
    open(FULL);
    String styled = color();
    browser.open(strict(FULL));
    assertThat(browser.run("return getComputedStyle(document.body).maxWidth")).isEqualTo("none");
    assertThat(color()).isEqualTo(styled).isEqualTo("rgb(11, 92, 173)");
    assertThat(browser.texts(TOUCHING)).isEmpty();
    browser.screenshot("strict");
  }

  @Test
  void foldsWhatIsEquivalentWhereNoScriptRuns() throws IOException {
    browser.open(strict(Results.many(folder, 300, 0), Results.many(folder, 300, 1)));
    assertThat(text("return document.querySelector('.compared tbody tr').textContent"))
        .contains("regressed");
    assertThat(text("return document.querySelector('.compared > details summary').textContent"))
        .isEqualTo("299 where nothing got worse");
  }

  @Test
  void printsFromTheFirstPageOn() {
    open(FULL);
    assertThat(new String(browser.print("full"), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
    assertThat(browser.run("return document.querySelectorAll('.rows thead svg text').length"))
        .isNotEqualTo(0L);
  }

  @Test
  void drawsBarsAsLongAsTheirFigures() {
    open(FULL);
    List<String> ratios =
        browser.texts(
            """
            return [...document.querySelectorAll('#slots .panel table')].flatMap(table => {
              const each = [...table.querySelectorAll('tbody tr')].map(row =>
                [...row.querySelectorAll('rect')].reduce((sum, bar) => sum + bar.width.baseVal.value, 0)
                  / Number(row.querySelector('.n').textContent));
              return each.map(ratio => ratio / each[0]);
            });
            """);
    assertThat(ratios).hasSizeGreaterThan(20);
    assertThat(ratios)
        .allSatisfy(ratio -> assertThat(Double.parseDouble(ratio)).isCloseTo(1, within(0.02)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1400, 390})
  void drawsSweepsCalibrationAndScoresWithoutWordsThatTouch(int width) {
    open(
        Results.BASELINE.resolve("granularity.json"),
        Path.of("src/test/resources/fanout/older/scalability.json"),
        Results.BASELINE.resolve("handoff.json"));
    browser.size(width, width < 500);
    requireSound();
    assertThat(browser.texts("return [...document.querySelectorAll('h2')].map(h => h.textContent)"))
        .contains("How short a request may be", "How far throughput grows", "Scores");
    browser.screenshot("sweeps-" + width);
  }

  @Test
  void opensTenThousandComparedRowsWithinTheLoadLimit() {
    open(Results.many(folder, 10_000, 0), Results.many(folder, 10_000, 1));
    browser.await("return document.querySelector('.find output') !== null");
    requireSound();
    assertThat(firstRow().replace("\u200B", "")).contains("measureThing77", "regressed");
    assertThat(text("return document.querySelector('.find output').textContent"))
        .endsWith("of 10000 rows");
    browser.screenshot("ten-thousand");
  }

  @Test
  void filtersAndSortsByKeyboardAndKeepsWhatIsShownInTheAddress() {
    open(Results.many(folder, 300, 0), Results.many(folder, 300, 1));
    browser.await("return document.querySelector('.find output') !== null");
    WebElement search = reach("input");
    search.sendKeys("measureThing7 kind=");
    assertThat(rows()).isLessThan(10);
    String address = text("return location.hash");
    assertThat(address).contains("find=measureThing7", "verdicts=");
    search.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    focused().sendKeys(Keys.TAB);
    long before = rows();
    focused().sendKeys(Keys.SPACE);
    assertThat(rows()).isNotEqualTo(before);
    reach("button").sendKeys(Keys.ENTER);
    assertThat(text("return document.querySelector('th[aria-sort=ascending]').textContent"))
        .isEqualTo("benchmark");
    browser.run("location.hash = arguments[0]", address);
    browser.await("return document.querySelector('input').value === 'measureThing7 kind='");
    assertThat(rows()).isLessThan(10);
  }

  @Test
  void runsNothingOfAHostileResult() {
    open(Results.hostile(folder));
    assertThat(browser.run("return window.owned")).isNull();
    assertThat(text("return document.title")).startsWith("fanout: ");
    assertThat(
            browser.run(
                "return"
                    + " document.querySelectorAll('img,iframe,meta[http-equiv=refresh],[onload],[onerror],[onfocus],[onclick],a:not([href^=\"#\"])').length"))
        .isEqualTo(0L);
    assertThat(text("return document.body.textContent"))
        .contains("<script>document.title='owned';window.owned=1</script>");
    requireSound();
  }

  @Test
  void refusesAScriptThatIsPutIntoThePage() {
    open(Results.PLAIN);
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.owned = 1';"
            + " document.body.append(s); document.body.insertAdjacentHTML('beforeend', '<b id=x"
            + " onclick=\"window.owned=2\">x</b>'); document.querySelector('#x').click();");
    assertThat(browser.run("return window.owned")).isNull();
    assertThat(browser.console())
        .hasSize(2)
        .allMatch(line -> line.contains("Content Security Policy"));
  }

  /** The picture in the readme; {@code -Dfanout.picture=FILE} puts it there. */
  @Test
  void drawsThePictureOfTheReadme() throws IOException {
    open(FULL);
    browser.size(PICTURE_WIDTH, false);
    double end =
        number("return document.querySelector('#slots').getBoundingClientRect().top + scrollY");
    byte[] picture = browser.screenshot("readme", PICTURE_WIDTH, (int) end);
    assertThat(picture.length).isLessThan(LARGEST_PICTURE);
    String file = System.getProperty("fanout.picture");
    if (file != null) {
      Files.write(Path.of(file), picture);
    }
  }

  /** What every page must be: quiet, alone, legible, and no wider than the screen. */
  private void requireSound() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    assertThat(browser.texts(TOUCHING)).isEmpty();
  }

  private void open(Path... files) {
    browser.open(Results.page(folder.resolve("page.html"), files));
  }

  /** A page as a server delivers it that forbids style and script. */
  private Path strict(Path... files) throws IOException {
    String page = Files.readString(Results.page(folder.resolve("page.html"), files));
    return Files.writeString(
        folder.resolve("strict.html"),
        page.replace(
            "<meta charset",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><meta"
                + " charset"));
  }

  private String color() {
    return text("return getComputedStyle(document.querySelector('#answer tbody rect')).fill");
  }

  /** Tabs on until an element of the kind is reached. */
  private WebElement reach(String tag) {
    for (int i = 0; i < 40; i++) {
      focused().sendKeys(Keys.TAB);
      if (focused().getTagName().equals(tag)) {
        return focused();
      }
    }
    throw new AssertionError("no " + tag + " is reached by keyboard");
  }

  private WebElement focused() {
    return browser.driver().switchTo().activeElement();
  }

  private long rows() {
    return browser.driver().findElements(By.cssSelector(".compared tbody tr")).size();
  }

  private String firstRow() {
    return text("return document.querySelector('.compared tbody tr').textContent");
  }

  private double number(String script) {
    return ((Number) Objects.requireNonNull(browser.run(script))).doubleValue();
  }

  private String text(String script) {
    return Objects.toString(browser.run(script));
  }
}
