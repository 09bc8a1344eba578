package fanout.os;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process with all that it starts. Where {@code setsid} is installed they are a session and a
 * process group of their own: Ctrl-C in the terminal is left to this program, which then ends all
 * of them, also those whose parent has gone. Should this program be killed, a shell in the group
 * reads the end of its standard input and ends them; only a process that has made a session of its
 * own escapes. Elsewhere only descendants can be found, and they outlive a killed program.
 *
 * <p>No {@link ChildProcess}, whose one process is a JVM of ours that ends with its standard input:
 * this is a command of the user's, of which nothing is known.
 */
public final class ProcessGroup {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Optional<Path> SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  /**
   * The shell's own standard input comes from this program and ends with it. A shell gives what
   * runs in the background none, so it is moved to descriptor 3, which the command does not get.
   */
  private static final String TIED =
      "exec 3<&0 </dev/null; { read -r _; kill -9 0; } <&3 & watch=$!;"
          + " \"$@\" 3<&-; code=$?; kill $watch; exit $code";

  private final Process leader;

  private ProcessGroup(Process leader) {
    this.leader = leader;
  }

  /**
   * Starts a command; its output goes to the log, and it has nothing to read.
   *
   * @param words the command
   * @param log where its output and errors go
   * @throws IOException if it cannot be started
   */
  public static ProcessGroup start(List<String> words, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    SETSID.ifPresent(
        setsid -> command.addAll(List.of(setsid.toString(), "/bin/sh", "-c", TIED, "fanout")));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    if (SETSID.isEmpty()) {
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    }
    JvmCommand.giveBackOptionVariables(builder.environment());
    return new ProcessGroup(builder.start());
  }

  /** Returns the process that was started. */
  public Process leader() {
    return leader;
  }

  /** Ends all of them. Descendants are looked up first: without their parent they are not found. */
  public void end() {
    List<ProcessHandle> all = new ArrayList<>(leader.descendants().toList());
    all.add(leader.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    if (SETSID.isPresent()) {
      killGroup();
    }
    CompletableFuture<?>[] exits =
        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(exits)
        .completeOnTimeout(null, KILL_LIMIT.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** A group that is empty already makes {@code kill} fail, which is as good. */
  private void killGroup() {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -9 \"-$0\"", String.valueOf(leader.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(KILL_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException notStarted) {
      System.Logger log = System.getLogger(ProcessGroup.class.getName());
      log.log(System.Logger.Level.WARNING, "processes may be left of " + leader.pid(), notStarted);
    }
  }
}
