package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar, started as a user starts it: by the java that started the build, and by a JDK 25. */
@Timeout(240)
final class JarIT {
  private static final String[] QUICK = {
    "-f", "1", "-wi", "0", "-i", "1", "-r", "100ms", "-p", "delay=0", "-p", "concurrency=2"
  };

  @TempDir private Path folder;

  private record Outcome(int exit, String out, String err) {}

  static Stream<Path> javas() {
    return Stream.of(System.getProperty("fanout.java.home", ""), System.getProperty("java.home"))
        .filter(home -> !home.isEmpty())
        .distinct()
        .map(home -> Path.of(home, "bin", "java"));
  }

  @Test
  void aShortRunOfAllStrategiesLeavesAResultAndPrintsItsTable() throws Exception {
    Path file = folder.resolve("out.json");
    Outcome run = run(defaultJava(), Map.of(), words(QUICK, "-rff", file.toString()));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("SINGLE_THREAD", "THREAD_POOL", "VIRTUAL_THREADS", "WORKER_PROCESSES")
        .contains("requests/s", "! all rows: not warmed up (-wi 0)");
    assertThat(run.out() + run.err()).doesNotContain("WARNING");
    assertThat(run.err()).doesNotContain("\r", "\u001b");
    ResultFile result = ResultFile.read(file);
    assertThat(result.entries()).hasSize(8).allMatch(entry -> entry.environment().isPresent());

    Outcome summary = run(defaultJava(), Map.of(), List.of("summary", file.toString()));
    assertThat(summary.exit()).isZero();
    assertThat(run.out()).endsWith(summary.out());
  }

  @ParameterizedTest
  @MethodSource("javas")
  void everyJavaFindsTheOneThatRunsItAndTheClustersEngineIsNotLoaded(Path java) throws Exception {
    Path file = folder.resolve("out.json");
    Path loaded = Files.createDirectory(folder.resolve("loaded"));
    String log = "-Xlog:class+load:file=" + loaded.resolve("%p.txt");
    String[] one = {"-p", "strategy=THREAD_POOL", "-p", "exchange=null", "-rff", file.toString()};
    Outcome run = run(java, Map.of("JDK_JAVA_OPTIONS", log), words(QUICK, one));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("THREAD_POOL", "result: " + file);
    assertThat(ResultFile.read(file).entries()).hasSize(1);
    try (Stream<Path> files = Files.list(loaded)) {
      assertThat(files)
          .hasSizeGreaterThan(2) // launcher, program and forks
          .anySatisfy(each -> assertThat(each).content().contains("fanout.strategy.Strategy "))
          .allSatisfy(
              each ->
                  assertThat(each)
                      .content()
                      .doesNotContain("com.hazelcast.", "fanout.cluster.ClusterPool"));
    }
  }

  @Test
  void theJarKeepsLicencesAndNoticesOfWhatIsInIt() throws Exception {
    try (ZipFile jar = new ZipFile(JarRun.JAR.toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
      assertThat(text(jar, "META-INF/LICENSE.txt")).contains("Gil Tene");
      assertThat(text(jar, "META-INF/FastDoubleParser-LICENSE"))
          .contains("Apache License", "Werner Randelshofer");
      assertThat(text(jar, "META-INF/NOTICE")).contains("Jackson", "com.hazelcast");
      assertThat(text(jar, "META-INF/THIRD-PARTY")).contains("JMH", "JLine");
      assertThat(text(jar, "LICENSE")).contains("GNU General Public License");
    }
  }

  private static String text(ZipFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void jmhsListsAndHelpWork() throws Exception {
    assertThat(run("-l").out()).contains("FanOutBenchmark.fanOut");
    assertThat(run("-lp").out()).contains("param \"strategy\"");
    assertThat(run("-lprof").out()).contains("gc");
    assertThat(run("--help").out()).contains("summary", "stub", "Examples");
  }

  @Test
  void jmhsOwnOutputGoesWhereItIsSent() throws Exception {
    Path log = folder.resolve("log.txt");
    Path file = folder.resolve("out.csv");
    List<String> words =
        words(
            QUICK,
            "-p",
            "strategy=SINGLE_THREAD",
            "-p",
            "exchange=null",
            "-o",
            log.toString(),
            "-rff",
            file.toString());
    Outcome run = run(defaultJava(), Map.of(), words);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(log).content().contains("Iteration   1: ");
    assertThat(file).content().startsWith("\"Benchmark\",\"Mode\"");
  }

  @Test
  void aFailingRunEndsWithOneLineAndKeepsTheOlderResult() throws Exception {
    Path file = folder.resolve("out.json");
    Files.writeString(file, "good");
    List<String> words =
        words(QUICK, "-p", "strategy=THREAD_POOL", "-jvmArgs", "-Xmx1k", "-rff", file.toString());
    Outcome run = run(defaultJava(), Map.of(), words);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines().filter(line -> line.startsWith("fanout: the run failed")))
        .hasSize(1);
    assertThat(file).hasContent("good");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /**
   * One of each kind: a parameter, an option, a file to write, a command. See MainTest for more.
   */
  static Stream<List<String>> badInput() {
    return Stream.of(
        List.of("-p", "strategy=FORK_BOMB"),
        List.of("-nonsense"),
        List.of("-rff", "/dev/null"),
        List.of("summary", "no-such-file.json"));
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void badInputIsOneLineAndExitTwo(List<String> words) throws Exception {
    Outcome run = run(words.toArray(new String[0]));
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void withoutASuitableJdkItSaysWhatItLookedAt() throws Exception {
    Outcome run =
        run(defaultJava(), Map.of("FANOUT_JAVA", folder.resolve("none").toString()), List.of("-l"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("JDK 25", folder.resolve("none").toString());
  }

  private static List<String> words(String[] first, String... rest) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(rest)).toList();
  }

  private static Path defaultJava() {
    return javas().findFirst().orElseThrow();
  }

  private Outcome run(String... words) throws Exception {
    return run(defaultJava(), Map.of(), List.of(words));
  }

  private Outcome run(Path java, Map<String, String> environment, List<String> words)
      throws Exception {
    Path out = Files.createTempFile("fanout", ".out");
    Path err = Files.createTempFile("fanout", ".err");
    try {
      Process process =
          builder(java, environment, words)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      int exit = process.waitFor();
      return new Outcome(exit, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private ProcessBuilder builder(Path java, Map<String, String> environment, List<String> words) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(JarRun.AT_ONCE);
    command.addAll(List.of("-jar", JarRun.JAR.toString()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }
}
