package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.cluster.MemberProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member of the same classes that lacks a library: with the one jar it cannot come about. */
@Timeout(120)
final class LackingMemberIT {
  @TempDir private Path folder;

  @Test
  void aMemberWithoutTheExchangesClassIsRefusedBeforeTheFirstFork() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    String without = MemberProcess.classPathWithout("okhttp");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (MemberProcess lacking = MemberProcess.start(without, secret)) {
      int exit =
          new Main(
                  new PrintStream(out, true, StandardCharsets.UTF_8),
                  new PrintStream(err, true, StandardCharsets.UTF_8))
              .execute(
                  "-p",
                  "strategy=CLUSTER",
                  "-p",
                  "members=" + lacking.address(),
                  "-p",
                  "secret-file=" + secret);
      assertThat(exit).isEqualTo(Main.BAD_INPUT);
      assertThat(err.toString(StandardCharsets.UTF_8).lines())
          .singleElement()
          .asString()
          .startsWith("fanout: ")
          .contains(lacking.address(), "cannot open the exchange okhttp");
      assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }
  }
}
