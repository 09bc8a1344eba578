package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The page shows the numbers of its files, in its tables and as lengths. */
final class ReportNumbersIT extends BrowserIT {
  private static final String[] LINES = {
    "service", "in-task", "hand-off", "ramp-up", "gather", "imbalance", "unused"
  };

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
  void drawsOneRowAndAResultWithoutLedgers() {
    open(Results.single(folder, "one.json", "org.acme.Maps.get", List.of(10.0, 11.0, 10.5)));
    requireSound(1);
    open(Results.PLAIN);
    assertThat(browser.run("return document.querySelector('#time')")).isNull();
    assertThat(text("return document.querySelector('#missing').textContent"))
        .contains("Where the time goes needs a result of", "FanOutBenchmark");
    requireSound(1);
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
