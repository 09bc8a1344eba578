package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How the page looks: pictures of it are left in target/screenshots. */
final class ReportLooksIT extends BrowserIT {
  /** What an instrument that holds shows of a place, whichever calibration is kept. */
  private static final Pattern GOOD_SLOPE =
      Pattern.compile("slope (0\\.9[5-9]\\d|1\\.0[0-4]\\d) ± 0\\.0\\d\\d, holds");

  private static final Pattern METG = Pattern.compile("METG\\(50 %\\) = \\d+(\\.\\d+)?");

  private static final Pattern PEAK = Pattern.compile("c\\* = \\d+ \\[\\d+, \\d+]");

  private static final int PICTURE_WIDTH = 1100;
  private static final int PICTURE_MARGIN = 16;

  /** A readme that loads at once; warnings of a result and fonts of a machine move it by 5 %. */
  private static final int LARGEST_PICTURE = 300_000;

  /** One for each row of the full run. */
  private static final int TIMELINES = 8;

  @Test
  void drawsAFullRunInLightAndDarkOnAPhoneAndOnPaper() {
    open(FULL);
    requireSound(2 * FIGURES_OF_A_SETTING + TIMELINES);
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

  /** The picture in the readme; {@code -Dfanout.picture=FILE} puts it there. */
  @Test
  void drawsThePictureOfTheReadme() throws IOException {
    open(FULL);
    browser.size(PICTURE_WIDTH, false);
    Number end =
        (Number)
            Objects.requireNonNull(
                browser.run(
                    "return document.querySelector('#time .grid').getBoundingClientRect().bottom"
                        + " + scrollY"));
    byte[] picture = browser.screenshot("readme", PICTURE_WIDTH, end.intValue() + PICTURE_MARGIN);
    assertThat(picture.length).isLessThan(LARGEST_PICTURE);
    String file = System.getProperty("fanout.picture");
    if (file != null) {
      Files.write(Path.of(file), picture);
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
        .anyMatch(panel -> METG.matcher(panel).find())
        .anyMatch(panel -> PEAK.matcher(panel).find())
        .filteredOn(panel -> GOOD_SLOPE.matcher(panel).find())
        .hasSize(16);
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
    requireSound(1 + 4 * FIGURES_OF_A_SETTING + TIMELINES);
    browser.screenshot("comparison");
  }

  private Object background() {
    return Objects.requireNonNull(
        browser.run("return getComputedStyle(document.body).backgroundColor"));
  }
}
