package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Opens pages in a real browser; without one its tests are skipped, and say so. */
abstract class BrowserIT {
  /** A full run of the default suite. */
  static final Path FULL = Results.BASELINE.resolve("default.json");

  /** Slot time thrice, processor time, makespan, latency twice. */
  static final int FIGURES_OF_A_SETTING = 7;

  /** The figures in which nothing can be seen. */
  private static final String EMPTY_FIGURES =
      """
      return [...document.querySelectorAll('figure')].filter(figure =>
        ![...figure.querySelectorAll('.chart :is(rect.line, circle, .mark path, path.curve), .lanes path')]
          .some(mark => { const box = mark.getBoundingClientRect(); return box.width + box.height > 1; }))
        .map(figure => figure.querySelector('h4').textContent);
      """;

  private static @Nullable Browser started;

  final Browser browser = Objects.requireNonNull(started);
  @TempDir Path folder = Path.of("");

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

  final void open(Path... files) {
    browser.open(Results.page(folder.resolve("page.html"), files));
  }

  final String text(String script) {
    return Objects.toString(browser.run(script));
  }

  /** What every page must be: complete, quiet, and alone. */
  final void requireSound(int figures) {
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
}
