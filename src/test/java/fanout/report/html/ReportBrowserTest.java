package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser. Pictures of it are left in target/screenshots. */
final class ReportBrowserTest {
  private static final Path FULL = Results.BASELINE.resolve("default.json");

  /** Slot time thrice, processor time, makespan, latency twice. */
  private static final int FIGURES_OF_A_SETTING = 7;

  private static final String[] LINES = {
    "service", "in-task", "hand-off", "ramp-up", "gather", "imbalance", "unused"
  };

  /** The figures in which nothing can be seen. */
  private static final String EMPTY_FIGURES =
      """
      return [...document.querySelectorAll('figure')].filter(figure =>
        ![...figure.querySelectorAll('.chart :is(rect.line, circle, .mark path, path.curve), .lanes path')]
          .some(mark => { const box = mark.getBoundingClientRect(); return box.width + box.height > 1; }))
        .map(figure => figure.querySelector('h4').textContent);
      """;

  @TempDir private static Path folder = Path.of("");
  private static @Nullable Browser started;
  private final Browser browser = Objects.requireNonNull(started);

  @BeforeAll
  static void start() {
    started = Browser.start().orElse(null);
    assumeTrue(started != null, "skipped: there is no chromium with its chromedriver on PATH");
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void drawsAFullRunInLightAndDarkOnAPhoneAndOnPaper() {
    open(FULL);
    requireSound(2 * FIGURES_OF_A_SETTING);
    browser.screenshot("full-light");
    Object light = background();
    browser.media("dark");
    assertThat(background()).isNotEqualTo(light);
    browser.screenshot("full-dark");
    browser.size(390, true);
    browser.media("light");
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
    browser.screenshot("full-phone");
    browser.size(1280, false);
    assertThat(new String(browser.print("full"), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
  }

  @Test
  void tablesHoldTheLedgersOfTheResult() {
    open(FULL);
    for (ResultEntry entry : ResultFile.read(FULL).entries()) {
      List<String> cells = cells(entry, "Slot time");
      for (int line = 0; line < LINES.length; line++) {
        double expected = mean(entry.metric("ledger." + LINES[line]).orElseThrow());
        assertThat(Double.parseDouble(cells.get(line + 1)))
            .as(entry.key() + " " + LINES[line])
            .isCloseTo(expected, within(Math.max(0.0051, expected / 100)));
      }
      double millis = Double.parseDouble(cells(entry, "Makespan").get(1));
      double expected = Math.exp(forkMeans(entry.primary()).map(Math::log).average().orElseThrow());
      assertThat(millis).isCloseTo(expected, within(expected / 500));
    }
  }

  @Test
  void barsAreAsLongAsTheTableSays() {
    open(FULL);
    List<String> pairs =
        browser.texts(
            """
            return [...document.querySelectorAll('figure')]
              .filter(figure => figure.querySelector('h4').textContent === 'Slot time')
              .flatMap(figure => {
                const rows = [...figure.querySelectorAll('tbody tr')];
                const lanes = [...figure.querySelectorAll('.row:not(.axis) svg')];
                return rows.map((row, i) => {
                  const bars = [...lanes[i].querySelectorAll('rect.line')];
                  const sum = bars.reduce((all, bar) => all + bar.width.baseVal.value, 0);
                  return sum / Number(row.lastElementChild.textContent);
                });
              });
            """);
    assertThat(pairs).hasSize(8);
    for (int chart = 0; chart < 2; chart++) {
      double[] scale =
          pairs.subList(4 * chart, 4 * chart + 4).stream()
              .mapToDouble(Double::parseDouble)
              .toArray();
      for (double pixelsPerMicro : scale) {
        assertThat(pixelsPerMicro).isCloseTo(scale[0], within(scale[0] / 100));
      }
    }
  }

  @Test
  void drawsSweepsAndACalibration() {
    open(
        Results.BASELINE.resolve("granularity.json"),
        Results.BASELINE.resolve("scalability.json"),
        Results.BASELINE.resolve("calibration.json"),
        Results.BASELINE.resolve("recording.json"),
        Results.BASELINE.resolve("handoff.json"));
    requireSound(1 + 1 + 4 + 1 + 1);
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('.panel')].map(p => p.textContent)"))
        .hasSize(8 + 3 + 16)
        .anyMatch(panel -> panel.contains("METG(50 %) = 39.80"))
        .anyMatch(panel -> panel.contains("c* = 205 [172, 245]"))
        .anyMatch(panel -> panel.contains("slope 1.005 ± 0.004"));
    browser.screenshot("sweeps");
  }

  @Test
  void drawsAComparison() {
    open(FULL, Results.BASELINE.resolve("keep-awake.json"));
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('#comparison tbody tr')].map(r => r.textContent)"))
        .hasSize(4 + 4);
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('#comparison .ratio')].map(r => r.getBoundingClientRect().width)"))
        .hasSize(4);
    requireSound(1 + 4 * FIGURES_OF_A_SETTING);
    browser.screenshot("comparison");
  }

  @Test
  void drawsOneRowAndAResultWithoutLedgers() {
    open(Results.single(folder, "one.json", "org.acme.Maps.get", List.of(10.0, 11.0, 10.5)));
    requireSound(1);
    open(Results.PLAIN);
    assertThat(browser.run("return document.querySelector('#time')")).isNull();
    assertThat(text("return document.querySelector('#missing').textContent"))
        .contains("Where the time goes needs a result of", "FanOutBenchmark");
    requireSound(1);
  }

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

  /** What every page must be: complete, quiet, and alone. */
  private void requireSound(int figures) {
    assertThat(browser.run("return document.querySelectorAll('figure').length"))
        .isEqualTo((long) figures);
    assertThat(browser.texts(EMPTY_FIGURES)).isEmpty();
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('figure')].filter(f => f.querySelectorAll('details tbody tr').length === 0).map(f => f.id)"))
        .isEmpty();
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  private String text(String script) {
    return Objects.toString(browser.run(script));
  }

  private void open(Path... files) {
    browser.open(Results.page(folder.resolve("page.html"), files));
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

  private Object background() {
    return Objects.requireNonNull(
        browser.run("return getComputedStyle(document.body).backgroundColor"));
  }

  /** The row of an entry's strategy in the figure under its setting's heading. */
  private List<String> cells(ResultEntry entry, String figure) {
    return browser.texts(
        """
        const sections = [...document.querySelectorAll('section')];
        for (const section of sections) {
          let heading = '';
          for (const node of section.querySelectorAll('h3, figure')) {
            if (node.tagName === 'H3') {
              heading = node.textContent;
            } else if (heading.endsWith('service delay %s')
                && node.querySelector('h4').textContent === '%s') {
              const row = [...node.querySelectorAll('tbody tr')]
                .find(row => row.firstElementChild.textContent === '%s');
              return [...row.children].map(cell => cell.textContent);
            }
          }
        }
        """
            .formatted(entry.params().get("delay"), figure, entry.params().get("strategy")));
  }

  private static double mean(Metric metric) {
    return forkMeans(metric).average().orElseThrow();
  }

  private static DoubleStream forkMeans(Metric metric) {
    return Arrays.stream(metric.forks())
        .mapToDouble(fork -> Arrays.stream(fork).average().orElseThrow());
  }
}
