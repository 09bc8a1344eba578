package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of more rows than anybody reads. */
final class LargePagesIT {
  @TempDir private Path folder;

  @Test
  void holdsEveryRowOfALargeComparison() throws Exception {
    String page = page(Results.many(folder, 10_000, 0), Results.many(folder, 10_000, 1));
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(HtmlReport.MOST_BYTES);
    byte[] packed = Base64.getDecoder().decode(Results.group("id=\"rows\">(.*?)</script>", page));
    Inflater inflater = new Inflater(true);
    try (var in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("measureThing9999", "measureThing77\"");
    }
  }

  @Test
  void saysHowManyRowsOfAVeryLargeComparisonCanBeFound() throws Exception {
    Path base = Results.many(folder, 20_100, 0);
    assertThat(page(base, base))
        .containsPattern("The first \\d+ of 20100 rows, worst first, can be found\\.");
    Path few = Results.many(folder, 100, 0);
    assertThat(page(few, few)).doesNotContain("can be found");
  }

  @Test
  void staysSmallWithTenThousandBenchmarksAndCountsWhatItLeavesOut() throws Exception {
    Path file = Results.page(folder.resolve("page.html"), Results.many(folder, 10_000));
    assertThat(Files.size(file)).isLessThan(HtmlReport.MOST_BYTES);
    assertThat(Files.readString(file)).contains("of 10000 benchmarks");
  }

  private String page(Path... files) throws Exception {
    return Files.readString(Results.page(folder.resolve("page.html"), files));
  }
}
