package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are given to a run. */
@Timeout(240)
final class AgentIT {
  /** For the oldest Java that may start the jar. */
  private static final String AGENT =
      """
      import java.nio.file.*;
      public class Agent {
        public static void premain(String file) throws Exception {
          String line = ProcessHandle.current().pid() + "\\n";
          Files.write(Path.of(file), line.getBytes(),
              StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
      """;

  @TempDir private Path folder;

  /** Two JVMs at once cannot have one port or one log. */
  @Test
  void aListingGoesWellWithWhatOnlyOneJvmCanHave() throws Exception {
    String[] listing = {"strategies"};
    assertThat(JarRun.with(folder, List.of(debugger()), others(), listing).exit()).isZero();
  }

  @Test
  void anAgentRunsOnceInLauncherProgramAndForkAndADebuggerInTheForkAlone() throws Exception {
    Path loaded = folder.resolve("loaded");
    List<String> variable = new ArrayList<>(others());
    variable.add("-javaagent:" + agent() + "=" + loaded);
    String words =
        "-f 1 -wi 0 -i 1 -r 100ms -p strategy=WORKER_PROCESSES -p delay=0 -p concurrency=2"
            + " -jvmArgsAppend "
            + debugger();
    JarRun run = JarRun.with(folder, variable, List.of(debugger()), words.split(" "));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(Files.readAllLines(loaded)).hasSize(3).doesNotHaveDuplicates();
  }

  private List<String> others() throws IOException {
    return List.of(
        "-Dcom.sun.management.jmxremote.port=" + freePort(),
        "-Dcom.sun.management.jmxremote.authenticate=false",
        "-Dcom.sun.management.jmxremote.ssl=false",
        "-Xlog:gc:file=" + folder.resolve("gc.log"));
  }

  private static String debugger() throws IOException {
    return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + freePort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private Path agent() throws IOException {
    Path source = Files.writeString(folder.resolve("Agent.java"), AGENT);
    int failed =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(System.out, System.err, "--release", "17", source.toString());
    assertThat(failed).isZero();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), "Agent");
    Path jar = folder.resolve("agent.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("Agent.class"));
      Files.copy(folder.resolve("Agent.class"), out);
    }
    return jar;
  }
}
