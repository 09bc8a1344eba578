package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

  /** Words on drawings, or the unit above them, that touch each other. */
  private static final String TOUCHING =
      """
      return [...document.querySelectorAll('svg')].flatMap(svg => {
        const words = [...svg.querySelectorAll(':scope > text'),
          ...svg.parentElement.querySelectorAll(':scope > span, :scope > .axes')];
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
    requireLegible();
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

  /** The policy that Jenkins sends with what builds archive. */
  @Test
  void canBeReadAsJenkinsDeliversIt() throws IOException {
    byte[] page = Files.readAllBytes(Results.page(folder.resolve("page.html"), FULL));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange
              .getResponseHeaders()
              .add(
                  "Content-Security-Policy",
                  "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src"
                      + " 'self';");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    try {
      browser.open(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
      assertThat(browser.run("return getComputedStyle(document.body).maxWidth")).isEqualTo("none");
      assertThat(browser.run("return getComputedStyle(document.body).margin")).isEqualTo("8px");
      assertThat(color()).isEqualTo("rgb(11, 92, 173)");
      assertThat(text("return document.querySelector('.answer').textContent"))
          .startsWith("THREAD_POOL is the fastest: ");
      assertThat(browser.texts(TOUCHING)).isEmpty();
      browser.screenshot("jenkins");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void canBeReadWithStyleWhereNoScriptRuns() {
    Path base = Results.many(folder, 300, 0);
    Path page = Results.page(folder.resolve("page.html"), base, Results.many(folder, 300, 1));
    browser.open(URI.create("about:blank"));
    browser.scripts(false);
    browser.driver().get(page.toUri().toString());
    try {
      requireSound();
      assertThat(browser.run("return getComputedStyle(document.body).margin")).isEqualTo("0px");
      assertThat(browser.run("return document.querySelector('.find')")).isNull();
      assertThat(firstRow()).contains("regressed");
      browser.screenshot("no-script");
    } finally {
      browser.scripts(true);
    }
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

  /** A4 without its margins, on which tables must stay tables, so that their heads repeat. */
  @Test
  void repeatsTheHeadsOfTablesOnEachPageOfPaper() {
    open(FULL);
    browser.paper(703);
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('.rows thead')].map(head =>"
                    + " getComputedStyle(head).display)"))
        .isNotEmpty()
        .containsOnly("table-header-group");
    assertThat(number("return document.querySelector('#answer tbody th').clientHeight"))
        .as("a name of one line")
        .isLessThan(30);
    requireLegible();
    browser.screenshot("paper");
  }

  @Test
  void drawsBarsAsLongAsTheirFigures() {
    open(FULL);
    List<String> ratios =
        browser.texts(
            """
            return [...document.querySelectorAll('#answer .panel table, #slots .panel table')].flatMap(table => {
              const each = [...table.querySelectorAll('tbody tr')].map(row =>
                [...row.querySelectorAll('rect')].reduce((sum, bar) => sum + bar.width.baseVal.value, 0)
                  / parseFloat(row.querySelector('.n').textContent));
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
  void opensTenThousandComparedRows() {
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
    search.sendKeys("size=77 measureThing");
    assertThat(rows()).isEqualTo(1);
    String address = text("return location.hash");
    assertThat(address).contains("find=size%3D77+measureThing", "verdicts=");
    search.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    focused().sendKeys(Keys.TAB);
    long before = rows();
    focused().sendKeys(Keys.SPACE);
    assertThat(rows()).isNotEqualTo(before);
    reach("button").sendKeys(Keys.ENTER);
    assertThat(text("return document.querySelector('th[aria-sort=ascending]').textContent"))
        .isEqualTo("benchmark");
    browser.run("location.hash = arguments[0]", address);
    browser.await("return document.querySelector('input').value === 'size=77 measureThing'");
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void opensAtAnAddressThatSomebodySentAndKeepsItOnTheWayToASection() {
    Path base = Results.many(folder, 300, 0);
    Path page = Results.page(folder.resolve("page.html"), base, Results.many(folder, 300, 1));
    String sent = "#find=size%3D10&verdicts=regressed,equivalent&sort=1&down=";
    browser.open(URI.create(page.toUri() + sent));
    browser.await("return document.querySelector('.find output') !== null");
    assertThat(search()).isEqualTo("size=10");
    List<String> shown = names();
    assertThat(shown).isNotEmpty().isSortedAccordingTo(Comparator.reverseOrder());
    focusOn("a", "Environment and command").sendKeys(Keys.ENTER);
    browser.await("return location.hash === '#environment'");
    assertThat(search()).isEqualTo("size=10");
    assertThat(names()).isEqualTo(shown);
  }

  @Test
  void opensAtAnAddressWithAProvisionalVerdict() {
    Path base =
        Results.named(
            folder.resolve("base.json"),
            Map.of(
                "B.worse", List.of(100.0), "B.same", List.of(100.0), "B.better", List.of(1000.0)));
    Path candidate =
        Results.named(
            folder.resolve("new.json"),
            Map.of(
                "B.worse", List.of(1000.0), "B.same", List.of(100.0), "B.better", List.of(100.0)));
    Path page = Results.page(folder.resolve("page.html"), base, candidate);
    String sent = "#verdicts=regressed%2C+provisional%2Cequivalent";
    browser.open(URI.create(page.toUri() + sent));
    browser.await("return document.querySelector('.find output') !== null");
    assertThat(names()).containsExactly("B.worse", "B.same");
  }

  @Test
  void saysHowMuchAFilterByVerdictHidesOfWhatIsSearched() {
    open(Results.many(folder, 300, 0), Results.many(folder, 300, 1));
    browser.await("return document.querySelector('.find output') !== null");
    reach("input").sendKeys("size=78");
    assertThat(rows()).isZero();
    assertThat(text("return document.querySelector('.find output').textContent"))
        .isEqualTo("0 of 300 rows, 1 more under unticked verdicts");
    focused().sendKeys(Keys.TAB);
    focused().sendKeys(Keys.TAB);
    focused().sendKeys(Keys.SPACE);
    assertThat(names()).singleElement().asString().contains("measureThing78");
    focused().sendKeys(Keys.SPACE);
    assertThat(rows()).isZero();
  }

  @Test
  void sortsRatiosAsNumbersAndThoseThatAreMissingLast() {
    List<Double> one = List.of(1.0, 1.001, 0.999);
    List<Double> none = List.of(0.0, 0.0, 0.0);
    open(
        Results.named(
            folder.resolve("base.json"),
            Map.of("B.two", one, "B.nine", one, "B.none", none, "B.ten", one)),
        Results.named(
            folder.resolve("new.json"),
            Map.of(
                "B.two", List.of(2.0, 2.001, 1.999),
                "B.nine", List.of(9.5, 9.501, 9.499),
                "B.none", one,
                "B.ten", List.of(10.5, 10.501, 10.499))));
    browser.await("return document.querySelector('.find output') !== null");
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('.compared tbody text')].map(mark =>"
                    + " mark.textContent)"))
        .as("marks of bars that are cut")
        .containsExactly("→", "→");
    focusOn("button", "new ÷ base").sendKeys(Keys.ENTER);
    assertThat(names()).containsExactly("B.two", "B.nine", "B.ten", "B.none");
    focused().sendKeys(Keys.ENTER);
    assertThat(names()).containsExactly("B.ten", "B.nine", "B.two", "B.none");
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

  /** What every page must be when it has been opened: alone and sound. */
  private void requireSound() {
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    requireLegible();
  }

  /** What it must stay: quiet, legible, and no wider than the screen. */
  private void requireLegible() {
    assertThat(browser.console()).isEmpty();
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

  /** Tabs on until the element with these words is reached. */
  private WebElement focusOn(String tag, String words) {
    for (int i = 0; i < 40; i++) {
      WebElement reached = reach(tag);
      if (reached.getText().equals(words)) {
        return reached;
      }
    }
    throw new AssertionError("no " + words + " is reached by keyboard");
  }

  private String search() {
    return text("return document.querySelector('input').value");
  }

  private List<String> names() {
    return browser
        .texts(
            "return [...document.querySelectorAll('.compared tbody th')].map(th => th.textContent)")
        .stream()
        .map(name -> name.replace("\u200B", ""))
        .toList();
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
