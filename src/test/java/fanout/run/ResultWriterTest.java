package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fanout.os.ReservedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ResultWriterTest {
  private static final Map<String, Object> NOW = Environment.capture(List.of());

  @TempDir private Path folder;

  @Test
  void makesTheFolderAndLeavesNothingButTheResult() throws Exception {
    Path file = folder.resolve("new/result.json");
    try (ResultWriter writer = writer(file)) {
      writer.add(List.of(), NOW);
      assertThat(writer.finish()).isEqualTo(file);
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void replacesAnOlderResultOnlyWhenTheNewOneIsComplete() throws Exception {
    Path file = folder.resolve("result.json");
    Files.writeString(file, "good");
    try (ResultWriter writer = writer(file)) {
      writer.add(List.of(), NOW);
      assertThat(file).hasContent("good");
      writer.finish();
    }
    assertThat(Files.readString(file)).startsWith("[");
  }

  @Test
  void refusesAFolderBeforeTheRun() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> writer(folder))
        .withMessageContaining(folder.toString());
  }

  @Test
  void refusesAPlaceWhoseFolderCannotBeMade() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> writer(file.resolve("result.json")))
        .withMessageContaining("folder");
  }

  @Test
  void keepsAResultElsewhereThatItsFolderDoesNotTake() throws Exception {
    Path gone = folder.resolve("gone");
    ResultWriter writer = writer(gone.resolve("result.json"));
    writer.add(List.of(), NOW);
    Files.delete(gone.resolve("result.json.part"));
    Files.delete(gone);
    IOException told = catchThrowableOfType(IOException.class, writer::finish);
    assertThat(told).hasMessageStartingWith(gone.resolve("result.json") + ": ");
    String message = String.valueOf(told.getMessage());
    Path other = Path.of(message.substring(message.lastIndexOf(' ') + 1));
    try {
      assertThat(Files.readString(other)).startsWith("[");
    } finally {
      Files.delete(other);
    }
  }

  /** The forks of a benchmark are one entry, wherever it is written. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void joinsAResumedResultThatIsKeptElsewhere(boolean isFolderGone) throws Exception {
    Path gone = folder.resolve("gone");
    ResultWriter writer = writer(gone.resolve("result.json"));
    writer.takeOver(List.of(), true);
    writer.add(List.of(MeasuredRow.of(run())), NOW);
    writer.add(List.of(MeasuredRow.of(run())), NOW);
    if (isFolderGone) {
      Files.delete(gone.resolve("result.json.part"));
      Files.delete(gone);
    } else {
      Files.createDirectories(gone.resolve("result.json").resolve("in its place"));
    }
    IOException told = catchThrowableOfType(IOException.class, writer::finish);
    String message = String.valueOf(told.getMessage());
    Path other = Path.of(message.substring(message.lastIndexOf(' ') + 1));
    try {
      JsonNode kept = JsonMapper.shared().readTree(other);
      assertThat(kept.size()).isEqualTo(1);
      assertThat(kept.at("/0/primaryMetric/rawData").size()).isEqualTo(2);
    } finally {
      Files.delete(other);
    }
  }

  /** What {@code -jvm} names is measured, not what this JVM is. */
  @Test
  void tellsTheJdkOfTheForks() throws Exception {
    Path file = folder.resolve("result.json");
    try (ResultWriter writer = writer(file)) {
      writer.add(List.of(MeasuredRow.of(run())), NOW);
      writer.finish();
    }
    JsonNode environment = JsonMapper.shared().readTree(file).at("/0/environment");
    assertThat(environment.path("jdk").asString()).isEqualTo("24.0.1+9");
    assertThat(environment.path("vm").asString()).isEqualTo("Another VM");
    assertThatNoException().isThrownBy(() -> KeptRows.in(file, NOW));
  }

  /** A value may have blanks and quotes, which end nothing in a parsed text. */
  @Test
  void leavesOutSecretsWhateverIsInThem() throws Exception {
    Path file = folder.resolve("result.json");
    try (ResultWriter writer = writer(file)) {
      writer.add(List.of(MeasuredRow.of(run("-Ddb.password=two words", "-Dapi.token=a\"b"))), NOW);
      writer.finish();
    }
    assertThat(JsonMapper.shared().readTree(file).at("/0/jvmArgs").toString())
        .isEqualTo("[\"-Ddb.password=[left-out]\",\"-Dapi.token=[left-out]\"]");
  }

  /** A result of one fork with these options of its JVM. */
  private static RunResult run(String... jvmArgs) {
    BenchmarkParams params =
        new BenchmarkParams(
            "org.acme.Parse.run",
            "generated",
            true,
            1,
            new int[] {1},
            List.of(),
            1,
            0,
            new IterationParams(IterationType.WARMUP, 0, TimeValue.NONE, 1),
            new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.NONE, 1),
            Mode.SingleShotTime,
            new WorkloadParams(),
            TimeUnit.MILLISECONDS,
            1,
            "java",
            List.of(jvmArgs),
            "24.0.1",
            "Another VM",
            "24.0.1+9",
            "1.37",
            TimeValue.minutes(10));
    IterationResult iteration =
        new IterationResult(params, params.getMeasurement(), new IterationResultMetaData(1, 1));
    iteration.addResult(
        new SingleShotResult(ResultRole.PRIMARY, "run", 1_000_000, 1, TimeUnit.MILLISECONDS));
    return new RunResult(params, List.of(new BenchmarkResult(params, List.of(iteration))));
  }

  private static ResultWriter writer(Path file) {
    return new ResultWriter(ReservedFile.at(file, 1), ResultFormatType.JSON);
  }
}
