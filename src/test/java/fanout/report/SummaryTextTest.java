package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultFile;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The summary against golden files; the input is constructed, so that every figure is known. */
final class SummaryTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"ledgers", "plain"})
  void writesWhatTheGoldenFileHolds(String name) throws Exception {
    SummaryText summary = new SummaryText(ResultFile.read(resource(name + ".json")));
    assertThat(summary.toText()).isEqualTo(Files.readString(resource(name + ".txt")));
  }

  @Test
  void fitsEightyColumns() throws Exception {
    SummaryText summary = new SummaryText(ResultFile.read(resource("ledgers.json")));
    assertThat(summary.toText().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void writesOneRowAVariantAsCsv() throws Exception {
    SummaryText summary = new SummaryText(ResultFile.read(resource("plain.json")));
    assertThat(summary.toCsv().lines()).hasSize(1 + 3);
    assertThat(summary.toCsv()).contains("1000,10,okhttp,0,THREAD_POOL,50.9935,");
  }

  @Test
  void writesTablesInMarkdown() throws Exception {
    SummaryText summary = new SummaryText(ResultFile.read(resource("plain.json")));
    assertThat(summary.toMarkdown())
        .contains("| strategy | makespan ms |", "|---|---:|", "| THREAD_POOL | 50.99 |");
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(SummaryTextTest.class.getResource(name)).toURI());
  }
}
