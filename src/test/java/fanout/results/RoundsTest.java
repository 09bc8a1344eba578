package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundsTest {
  @TempDir private Path directory;

  @Test
  void readsTheMakespansOfEachFork() throws IOException {
    ResultEntry entry =
        read(
            "\"rounds\": {\"group\": \"1\", \"vehicle\": \"PROCESSES\", \"later\": 1,"
                + " \"makespansUs\": [[10, 20.5, 29.5], [40]]}");

    Rounds rounds = entry.rounds().orElseThrow();
    assertThat(rounds.group()).isEqualTo("1");
    assertThat(rounds.vehicle()).isEqualTo(Rounds.PROCESSES);
    assertThat(rounds.forkMeansUs()).containsExactly(20, 40);
  }

  @Test
  void readsAHistogramAsItWasWritten() throws IOException {
    Histogram written = new Histogram(3);
    written.recordValue(1_000);
    written.recordValueWithCount(250_000, 7);

    ResultEntry entry = read("\"histograms\": {\"latency\": \"%s\"}".formatted(encoded(written)));

    assertThat(entry.own().histograms()).containsOnlyKeys("latency").containsValue(written);
  }

  @Test
  void hasNeitherInAResultOfOthers() throws IOException {
    ResultEntry entry = read("\"jmhVersion\": \"1.37\"");

    assertThat(entry.rounds()).isEmpty();
    assertThat(entry.own().histograms()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rounds\": 3|field 'rounds': expected an object, found 3",
        "\"rounds\": {\"group\": \"1\", \"vehicle\": \"NONE\"}|field 'rounds': expected group,",
        "\"rounds\": {\"group\": \"1\", \"vehicle\": \"NONE\", \"makespansUs\": []}|field 'rounds'",
        "\"rounds\": {\"group\": \"1\", \"vehicle\": \"NONE\", \"makespansUs\": [[]]}|field 'rounds'",
        "\"rounds\": {\"group\": \"1\", \"vehicle\": \"NONE\", \"makespansUs\": [[0]]}|field 'rounds'",
        "\"histograms\": {\"latency\": \"?\"}|field 'histograms.latency': expected a compressed",
        "\"histograms\": {\"latency\": 3}|field 'histograms.latency': expected a compressed",
        "\"histograms\": {\"latency\": \"AAAA\"}|field 'histograms.latency': expected a compressed",
      })
  void namesTheFieldThatItCannotUse(String field, String problem) {
    assertThatThrownBy(() -> read(field))
        .isInstanceOf(BadResultException.class)
        .hasMessageContaining("entry 1 (line 1), b: " + problem);
  }

  private static String encoded(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }

  private ResultEntry read(String field) throws IOException {
    Path file = directory.resolve("result.json");
    Files.writeString(
        file,
        "[{\"benchmark\": \"b\", \"mode\": \"avgt\", %s, \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"ms/op\"}}]"
            .formatted(field));
    return ResultFile.read(file).entries().getFirst();
  }
}
