package fanout.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.cluster.MemberProcess;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster as a user meets it: the jar's members, the jar's driver, and what goes wrong. What is
 * refused is refused to a program in this process, whose build is another one than the jar's.
 */
@Timeout(120)
final class ClusterIT {
  private static final List<String> QUICK =
      List.of("-f", "1", "-wi", "0", "-i", "1", "-r", "100ms", "-p", "delay=0");

  private static final Duration TOLD_WITHIN = Duration.ofSeconds(60);

  @TempDir private static Path shared;
  private static Path secret;
  private static MemberProcess first;
  private static MemberProcess second;

  @TempDir private Path folder;

  @BeforeAll
  static void startMembers() throws Exception {
    secret = MemberProcess.newSecret(shared);
    first = MemberProcess.start(JarRun.JAR.toString(), secret);
    second = MemberProcess.start(JarRun.JAR.toString(), secret, "--join", first.address());
  }

  @AfterAll
  static void endMembers() {
    second.close();
    first.close();
  }

  @Test
  void twoMembersGiveARow() throws Exception {
    Path file = folder.resolve("out.json");
    String members = first.address() + "," + second.address();
    List<String> words = driving(members, secret, "-rff", file.toString());
    JarRun run = JarRun.of(folder, words.toArray(new String[0]));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.out()).contains("CLUSTER", "requests/s");
    assertThat(run.err()).noneMatch(line -> line.contains("WARNING"));
    ResultEntry row = ResultFile.read(file).entries().getFirst();
    assertThat(row.secondary())
        .containsKeys("hand-off.encode", "hand-off.queue", "hand-off.transfer");
    assertThat(row.metric("cpu.workers").orElseThrow().score()).as("members here").isPositive();
  }

  @Test
  void whoHasAnotherSecretIsRefused() throws Exception {
    Path strange = write("another secret, long enough");
    refuses(driving(first.address(), strange), "the secret is another one there");
    refuses(member(strange, "--port", "0", "--join", first.address()), "is another one there");
  }

  @Test
  void aProgramOfAnotherBuildIsRefused() {
    refuses(driving(first.address(), secret), "runs another build");
    refuses(member(secret, "--port", "0", "--join", first.address()), "runs another build");
  }

  @Test
  void aPortInUseIsRefused() {
    refuses(member(secret, "--port", port(first)), first.address() + " is in use");
  }

  @Test
  void anAddressWithoutAMemberIsRefused() throws Exception {
    refuses(driving("127.0.0.1:1", secret), "no cluster member can be reached at 127.0.0.1:1");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      refuses(driving(address, secret), address + " did not let this program in");
    }
  }

  @Test
  void aRunWithoutASecretIsRefused() throws Exception {
    refuses(driving("127.0.0.1:5701", write("short")), "must have 16 to 1024 characters, had 5");
    refuses(List.of("member", "--address", "0.0.0.0"), "needs a secret");
    Path open = Files.writeString(folder.resolve("open"), "a secret for everybody");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    refuses(driving("127.0.0.1:5701", open), "is open to others (rw-r--r--): chmod 600 " + open);
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

  private static void refuses(List<String> words, String why) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main program = new Main(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    int exit =
        assertTimeoutPreemptively(TOLD_WITHIN, () -> program.execute(words.toArray(new String[0])));
    assertThat(exit).as("%s", err).isEqualTo(Main.BAD_INPUT);
    assertThat(err.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("fanout: ")
        .contains(why);
    assertThat(out.toString(UTF_8)).isEmpty();
  }
}
