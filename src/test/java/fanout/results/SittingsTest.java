package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in other shapes than one sitting on one JVM, as plain JSON. */
@ResourceLock("java.lang.System.in")
final class SittingsTest {
  @TempDir private Path directory;

  @Test
  void poolsTwoSittingsInOneFile() throws IOException {
    List<ResultEntry> entries =
        read("[%s,%s]".formatted(entry("25", "ns/op", "1"), entry("25", "ns/op", "2, 3")));
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().primary().rawData())
        .isEqualTo(List.of(List.of(1.0), List.of(2.0, 3.0)));
    assertThat(entries.getFirst().metric("cost").orElseThrow().rawData()).hasSize(2);
  }

  @Test
  void tellsTwoJvmsInOneFileApart() throws IOException {
    List<ResultEntry> entries =
        read("[%s,%s]".formatted(entry("21.0.4", "ns/op", "1"), entry("25", "ns/op", "2")));
    assertThat(entries)
        .extracting(entry -> entry.params().get("jvm"))
        .containsExactly("21.0.4", "25");
  }

  @Test
  void refusesSittingsInDifferentUnits() {
    assertThatThrownBy(
            () -> read("[%s,%s]".formatted(entry("25", "ns/op", "1"), entry("25", "us/op", "1"))))
        .hasMessageEndingWith("org.acme.b [avgt]: units 'ns/op' and 'us/op' in two sittings");
  }

  @Test
  void unpacksGzip() throws IOException {
    Path packed = directory.resolve("r.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("[%s]".formatted(entry("25", "ns/op", "1")).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(ResultFile.read(packed).entries()).hasSize(1);
  }

  @Test
  void readsTheLatin1OfOldVersions() throws IOException {
    Path old = directory.resolve("old.json");
    String entry =
        entry("1.8", "ns/op", "1").replace("\"mode\"", "\"params\": {\"t\": \"\u00e9\"}, \"mode\"");
    Files.write(old, "[%s]".formatted(entry).getBytes(StandardCharsets.ISO_8859_1));
    assertThat(ResultFile.read(old).entries().getFirst().params()).containsEntry("t", "\u00e9");
  }

  @Test
  void readsStandardInput() {
    InputStream before = System.in;
    System.setIn(
        new ByteArrayInputStream(
            "[%s]".formatted(entry("25", "ns/op", "1")).getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(ResultFile.read(Path.of("-")).entries()).hasSize(1);
    } finally {
      System.setIn(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\"\n\"b\",\"avgt\",1,5,2.0",
        "\"Benchmark\";\"Mode\";\"Threads\"\n\"b\";\"avgt\";1",
        "Benchmark        Mode  Cnt  Score  Error  Units\nb  avgt  5  2.0  0.1  ns/op",
        "# JMH version: 1.37\n# VM version: JDK 25"
      })
  void sendsCsvAndTextBackForJson(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadResultException.class)
        .hasMessageContaining("JMH's CSV or text? run again with -rf json");
  }

  private List<ResultEntry> read(String text) throws IOException {
    return ResultFile.read(Files.writeString(directory.resolve("r.json"), text)).entries();
  }

  private static String entry(String jdk, String unit, String scores) {
    return """
      {"benchmark": "org.acme.b", "mode": "avgt", "jdkVersion": "%s",
       "primaryMetric": {"score": 1, "scoreUnit": "%s", "rawData": [[%s]]},
       "secondaryMetrics": {"cost": {"score": 1, "scoreUnit": "B/op", "rawData": [[%s]]}}}"""
        .formatted(jdk, unit, scores, scores);
  }
}
