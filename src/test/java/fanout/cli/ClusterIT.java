package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.cluster.MemberProcess;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cluster as a user meets it: the jar's members, the jar's driver, and what goes wrong. */
@Timeout(120)
final class ClusterIT {
  private static final List<String> QUICK =
      List.of("-f", "1", "-wi", "0", "-i", "1", "-r", "100ms", "-p", "delay=0");

  /** How long a user waits at most to be told what is wrong. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

  @TempDir private Path folder;

  @Test
  void twoMembersGiveARowAndRefuseWhatTheyMust() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    String jar = JarRun.JAR.toString();
    try (MemberProcess first = MemberProcess.start(jar, secret);
        MemberProcess second = MemberProcess.start(jar, secret, "--join", first.address())) {
      String members = first.address() + "," + second.address();
      Path file = folder.resolve("out.json");
      List<String> words = driving(members, secret, "-rff", file.toString());
      JarRun run = JarRun.of(folder, words.toArray(new String[0]));
      assertThat(run.exit()).as("%s", run.err()).isZero();
      assertThat(run.out()).contains("CLUSTER", "requests/s");
      assertThat(run.err()).noneMatch(line -> line.contains("WARNING"));
      ResultEntry row = ResultFile.read(file).entries().getFirst();
      assertThat(row.secondary())
          .containsKeys("hand-off.encode", "hand-off.queue", "hand-off.transfer", "cpu.workers");

      Path strange = write("another secret, long enough");
      refuses(driving(members, strange), "the secret is another one");
      refuses(member(strange, "--port", "0", "--join", first.address()), "is another one there");
      refuses(member(secret, "--port", port(first)), first.address() + " is in use");
    }
    refuses(driving("127.0.0.1:1", secret), "no cluster member can be reached at 127.0.0.1:1");
  }

  @Test
  void aMemberOfAnotherJarIsRefusedAndRefuses() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    Path other = Files.copy(JarRun.JAR, folder.resolve("other.jar"));
    try (FileSystem zip = FileSystems.newFileSystem(other)) {
      Files.writeString(zip.getPath("more"), "");
    }
    try (MemberProcess first = MemberProcess.start(other.toString(), secret)) {
      refuses(driving(first.address(), secret), first.address() + " runs another build");
      refuses(member(secret, "--port", "0", "--join", first.address()), "runs another build");
    }
  }

  @Test
  void anAddressThatTakesConnectionsAndSaysNothingIsRefused() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      refuses(driving(address, secret), address + " did not let this program in");
    }
  }

  @Test
  void aRunWithoutMembersOrSecretIsRefused() throws Exception {
    refuses(driving("127.0.0.1:5701", write("short")), "must have 16 to 1024 characters, had 5");
    refuses(List.of("member", "--address", "0.0.0.0"), "needs a secret");
  }

  @Test
  void aRunOfTheOtherStrategiesLoadsNothingOfTheEngine() throws Exception {
    Path loaded = Files.createDirectory(folder.resolve("loaded"));
    List<String> words = new ArrayList<>(QUICK);
    words.addAll(
        List.of(
            "-p",
            "strategy=THREAD_POOL",
            "-p",
            "exchange=null",
            "-rff",
            folder.resolve("out.json").toString()));
    JarRun run =
        JarRun.withEnvironment(
            folder,
            Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded.resolve("%p.txt")),
            words.toArray(new String[0]));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    try (Stream<Path> files = Files.list(loaded)) {
      List<Path> processes = files.toList();
      assertThat(processes).hasSizeGreaterThan(2); // launcher, program and forks; no worker
      assertThat(processes)
          .anySatisfy(file -> assertThat(file).content().contains("fanout.strategy.Strategy "))
          .allSatisfy(
              file ->
                  assertThat(file)
                      .content()
                      .doesNotContain("com.hazelcast.")
                      .doesNotContain("fanout.cluster.ClusterPool"));
    }
  }

  private static List<String> driving(String members, Path secret, String... more) {
    List<String> words = new ArrayList<>(QUICK);
    words.addAll(List.of("-p", "strategy=CLUSTER", "-p", "members=" + members));
    words.addAll(List.of("-p", "secret-file=" + secret));
    words.addAll(List.of(more));
    return words;
  }

  private static List<String> member(Path secret, String... more) {
    List<String> words = new ArrayList<>(List.of("member", "--secret-file", secret.toString()));
    words.addAll(List.of(more));
    return words;
  }

  private static String port(MemberProcess member) {
    return member.address().substring(member.address().indexOf(':') + 1);
  }

  private Path write(String secret) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "secret", ""), secret);
  }

  private void refuses(List<String> words, String why) throws Exception {
    JarRun run = JarRun.within(TOLD_WITHIN, folder, words.toArray(new String[0]));
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.err()).hasSize(1).allMatch(line -> line.startsWith("fanout: "));
    assertThat(run.err().getFirst()).contains(why);
  }
}
