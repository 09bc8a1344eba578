package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import example.ParallelStreamProvider;
import fanout.results.ResultFile;
import fanout.strategy.FanOutProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A jar with a strategy of the user's, behind the program's on the class path. */
@Timeout(240)
final class OwnStrategyIT {
  private static final String SERVICES = "META-INF/services/" + FanOutProvider.class.getName();

  @TempDir private Path folder;

  private Path own;

  @BeforeEach
  void nameTheJar() {
    own = folder.resolve("own.jar");
  }

  @Test
  void runsInForksBesideWorkerProcessesOfTheSameClassPath() throws Exception {
    jar("example.ParallelStreamProvider");
    JarRun run =
        run(
            "-f",
            "1",
            "-wi",
            "0",
            "-i",
            "1",
            "-r",
            "100ms",
            "-p",
            "delay=0",
            "-p",
            "concurrency=2",
            "-p",
            "strategy=PARALLEL_STREAM,WORKER_PROCESSES",
            "-rff",
            "out.json");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.out()).contains("PARALLEL_STREAM", "WORKER_PROCESSES", "no control beside it");
    assertThat(ResultFile.read(folder.resolve("out.json")).entries())
        .hasSize(2)
        .as("rows of results from before there was a target")
        .noneMatch(entry -> entry.params().containsKey("target"));
  }

  @Test
  void isNotPartOfTheDefaultSuiteButOfTheNamesThatThereAre() throws Exception {
    jar("example.ParallelStreamProvider");
    assertThat(run("-lp").out()).contains("WORKER_PROCESSES").doesNotContain("PARALLEL_STREAM");
    assertThat(run("strategies").out()).contains("PARALLEL_STREAM", "fork-join pool");
    JarRun unknown = run("-p", "strategy=FORK_BOMB");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).singleElement().asString().contains("PARALLEL_STREAM");
  }

  @Test
  void aProviderThatIsMissingIsOneLineBeforeAnythingStarts() throws Exception {
    jar("example.Gone");
    JarRun run = run("-p", "strategy=THREAD_POOL");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains("cannot be loaded", "example.Gone");
    assertThat(run.out()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(own);
    }
  }

  private JarRun run(String... words) throws Exception {
    return JarRun.withClassPath(folder, own, words);
  }

  private void jar(String provider) throws Exception {
    Path classes =
        Path.of(
            ParallelStreamProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(own));
        Stream<Path> files = Files.list(classes.resolve("example"))) {
      for (Path file : files.toList()) {
        jar.putNextEntry(new JarEntry("example/" + file.getFileName()));
        Files.copy(file, jar);
      }
      jar.putNextEntry(new JarEntry(SERVICES));
      write(jar, provider + "\n");
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
