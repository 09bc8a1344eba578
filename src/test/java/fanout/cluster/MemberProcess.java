package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.os.JvmCommand;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A member in a process of its own, on loopback, started by the command that users start it by. */
public final class MemberProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("member (\\S+) is ready.*");
  private static final long END_SECONDS = 20;

  private final Process process;
  private final String address;

  private MemberProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts the first member of a cluster on a free port. */
  public static MemberProcess start(Path secretFile) throws IOException {
    return start(ownClassPath(), secretFile);
  }

  /** Starts a member that joins another. */
  public static MemberProcess joining(MemberProcess other, Path secretFile) throws IOException {
    return start(ownClassPath(), secretFile, "--join", other.address());
  }

  /** Starts a member on another class path, or with more words on its command line. */
  public static MemberProcess start(String classPath, Path secretFile, String... words)
      throws IOException {
    return start(classPath, "512m", ProcessBuilder.Redirect.INHERIT, secretFile, words);
  }

  /** Starts the first member of a cluster with little memory, and keeps its standard error. */
  static MemberProcess withHeap(String most, Path errors, Path secretFile) throws IOException {
    return start(ownClassPath(), most, ProcessBuilder.Redirect.to(errors.toFile()), secretFile);
  }

  private static MemberProcess start(
      String classPath,
      String mostHeap,
      ProcessBuilder.Redirect errors,
      Path secretFile,
      String... words)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    // The member ends with this process, however it ends.
    arguments.addAll(List.of("--launched-by", Long.toString(ProcessHandle.current().pid())));
    arguments.addAll(List.of("member", "--secret-file", secretFile.toString()));
    arguments.addAll(List.of(words));
    if (!arguments.contains("--port")) {
      arguments.addAll(List.of("--port", "0"));
    }
    Process process =
        new JvmCommand("fanout.cli.Main", classPath, List.of(), List.of())
                .withHeap("32m", mostHeap)
                .withOptions("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                // So that what holds up one connection would be seen at the others.
                .withOptions("-Dhazelcast.io.output.thread.count=1")
                // Children get it, a member that a user starts does not.
                .withOptions("-XX:-ExitOnOutOfMemoryError")
                .withArguments(arguments)
                .toBuilder()
                .redirectError(errors)
                .start();
    String address = "";
    try {
      BufferedReader out = process.inputReader();
      String line = out.readLine();
      Matcher ready = READY.matcher(String.valueOf(line));
      assertThat(ready.matches()).as("a member's first line: %s", line).isTrue();
      address = ready.group(1);
      return new MemberProcess(process, address);
    } finally {
      if (address.isEmpty()) {
        process.destroyForcibly();
      }
    }
  }

  /** Returns the class path of this process. */
  static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  /** Returns the class path of this process without the entries whose names contain a word. */
  public static String classPathWithout(String word) {
    return Arrays.stream(ownClassPath().split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().contains(word))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns a class path with a copy of this program that has one class file more. */
  static String classPathOfAnotherBuild(Path folder) throws IOException {
    Path own = Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (var tree = Files.walk(own)) {
      for (Path file : tree.toList()) {
        Path copy = folder.resolve(own.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Files.write(folder.resolve("fanout/More.class"), new byte[] {1});
    return folder + File.pathSeparator + ownClassPath();
  }

  /** Writes a secret that no other test shares. */
  public static Path newSecret(Path folder) throws IOException {
    Path file = folder.resolve("secret");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, java.util.UUID.randomUUID().toString());
  }

  /** Returns where others reach the member. */
  public String address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until the process has ended by itself, and returns its exit code. */
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Asks the process to end, by SIGTERM. */
  void end() {
    process.destroy();
  }

  /** Kills the process. */
  void kill() {
    process.destroyForcibly();
  }

  /** Stops the process as a frozen machine would: it keeps its sockets and says nothing. */
  void freeze() throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    assertThat(exit).isZero();
  }

  /** Ends the process for sure, and waits until it has ended. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
