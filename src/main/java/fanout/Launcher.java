package fanout;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The jar's entry. Finds a JDK 25 or newer and runs the program on it, with the caller's JVM
 * options, streams, signals and exit code. The only class that an older Java must be able to load:
 * it is compiled for 17 and uses nothing else of the project.
 *
 * <p>The program is told its options once, on its command line: those that {@code
 * JAVA_TOOL_OPTIONS} and its like prescribe are among this process's own, and the variables are
 * kept from it and from its forks. An agent that came both ways would run twice in the program and
 * three times in a fork. What takes a port or writes a file of one name stays with this process.
 */
public final class Launcher {
  /**
   * The program's first word when it was launched from here; the second is the launcher's process
   * number, whose end must be the program's own. A system property would be inherited by every fork
   * and make the options of any two runs differ.
   */
  public static final String LAUNCHED_BY = "--launched-by";

  /** Asks to be told on which JDK the program runs. */
  public static final String VERBOSE = "--verbose";

  /**
   * The program adds this to an exit code of its own, which tells that code from those of a JVM
   * that does not start or dies: they are 1, 3, 6, or above 128.
   */
  public static final int OWN_CODES = 40;

  /** The program's highest exit code of its own. */
  public static final int HIGHEST_OWN_CODE = 4;

  /** The variables through which options reach every JVM that is started. */
  public static final List<String> OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Opens the name under which the program finds what it may hand on of such a variable. */
  public static final String KEPT = "FANOUT_USER_";

  private static final int REQUIRED = 25;
  private static final int FAILED = 2;
  private static final int SIGNAL_BASE = 128;

  /**
   * SIGHUP, SIGINT and SIGTERM, which this process was sent as well, or its user knows of; SIGPIPE,
   * since nobody reads on.
   */
  private static final Set<Integer> ASKED_TO_END =
      Set.of(SIGNAL_BASE + 1, SIGNAL_BASE + 2, SIGNAL_BASE + 13, SIGNAL_BASE + 15);

  private static final long GRACE_SECONDS = 5;

  /**
   * Options that only one JVM can follow: a debugger's or a management port, and a file for the log
   * whose name does not differ from process to process.
   */
  private static final Pattern FOR_ONE_JVM =
      Pattern.compile(
          "-agentlib:jdwp\\b.*|-Xrunjdwp\\b.*|-Xdebug|-Dcom\\.sun\\.management\\..*"
              + "|-Xloggc:(?!.*%p).*|-Xlog:(?!.*%p).*file=.*");

  /** A word of such a variable; quotes hold blanks together. */
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

  /** In bytes; a JDK's has some 2000. */
  private static final int LONGEST_RELEASE = 1 << 16;

  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"((\\d{1,4})(?!\\d)[^\"]*)\"$", Pattern.MULTILINE);

  /** Options that the program needs so that what it does on purpose is not warned about. */
  private static final List<String> NEEDED_OPTIONS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  /** Subcommands that read results for seconds, and start no fork that would have their options. */
  private static final Set<String> READERS =
      Set.of("check", "compare", "history", "merge", "report", "summary");

  /** Code that runs for seconds does not earn what the optimizing compiler takes. */
  private static final String COMPILED_QUICKLY = "-XX:TieredStopAtLevel=1";

  private Launcher() {}

  /** A JDK on this machine. */
  private record Jdk(Path home, String version, int feature) {
    Path java() {
      return home.resolve("bin").resolve(isWindows() ? "java.exe" : "java");
    }
  }

  /**
   * Runs the program.
   *
   * @param args the words of the command line
   * @throws InterruptedException if interrupted while the program runs
   */
  // The JVM would end with 1, which a gate's caller would take for a regression.
  @SuppressWarnings("IllegalCatch")
  public static void main(String[] args) throws InterruptedException {
    try {
      launch(args);
    } catch (RuntimeException | Error e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      System.err.println("fanout: cannot be launched: " + cause);
      System.exit(FAILED);
    }
  }

  private static void launch(String[] args) throws InterruptedException {
    Set<Path> looked = new LinkedHashSet<>();
    Optional<Jdk> jdk = find(System.getenv(), looked);
    if (jdk.isEmpty()) {
      System.err.println(
          "fanout: needs a JDK "
              + REQUIRED
              + " or newer; looked at "
              + looked
              + "; install one (for example from https://adoptium.net) or set FANOUT_JAVA to its"
              + " home");
      System.exit(FAILED);
      return;
    }
    if (Runtime.version().feature() < REQUIRED && List.of(args).contains(VERBOSE)) {
      System.err.println(
          "fanout: running on JDK " + jdk.get().version() + " in " + jdk.get().home());
    }
    System.exit(runOrSay(command(jdk.get(), args)));
  }

  private static List<String> command(Jdk jdk, String[] args) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(NEEDED_OPTIONS);
    if (args.length > 0 && READERS.contains(args[0])) {
      command.add(COMPILED_QUICKLY); // before the caller's options, which are obeyed
    }
    command.addAll(forProgram(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("fanout.cli.Main");
    command.add(LAUNCHED_BY);
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.addAll(List.of(args));
    return command;
  }

  private static List<String> forProgram(List<String> options) {
    List<String> kept = new ArrayList<>(options);
    kept.removeIf(option -> FOR_ONE_JVM.matcher(option).matches());
    return kept;
  }

  /** Commands that the program runs for its user get the variables as the user set them. */
  private static void hideOptionVariables(Map<String, String> environment) {
    for (String name : OPTION_VARIABLES) {
      String value = environment.remove(name);
      if (value != null) {
        List<String> words = new ArrayList<>();
        WORD.matcher(value).results().forEach(word -> words.add(word.group()));
        environment.put(KEPT + name, String.join(" ", forProgram(words)));
      }
    }
  }

  private static int runOrSay(List<String> command) throws InterruptedException {
    try {
      return own(run(command));
    } catch (IOException notStarted) {
      System.err.println("fanout: " + notStarted.getMessage());
      return FAILED;
    }
  }

  /** Whatever is not the program's own word is a failure, and no verdict of a gate. */
  static int own(int code) {
    if (code >= OWN_CODES && code <= OWN_CODES + HIGHEST_OWN_CODE) {
      return code - OWN_CODES;
    }
    if (!ASKED_TO_END.contains(code)) {
      System.err.println("fanout: the program's JVM ended with exit code " + code);
    }
    return code > SIGNAL_BASE ? code : FAILED;
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    hideOptionVariables(builder.environment());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end-program"));
    return process.waitFor();
  }

  /** A signal that ended this process is passed on, so that the program can end in good order. */
  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** An explicit wish must be met or fail; otherwise the first that is new enough is taken. */
  private static Optional<Jdk> find(Map<String, String> environment, Set<Path> looked) {
    String wish = environment.get("FANOUT_JAVA");
    if (wish != null && !wish.isBlank()) {
      return suitable(Path.of(wish), looked);
    }
    List<Path> candidates = new ArrayList<>();
    candidates.add(Path.of(System.getProperty("java.home")));
    if (environment.get("JAVA_HOME") != null) {
      candidates.add(Path.of(environment.get("JAVA_HOME")));
    }
    for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path java = Path.of(entry, isWindows() ? "java.exe" : "java");
      if (!entry.isBlank() && Files.isExecutable(java)) {
        candidates.add(java);
      }
    }
    for (Path candidate : candidates) {
      Optional<Jdk> jdk = suitable(candidate, looked);
      if (jdk.isPresent()) {
        return jdk;
      }
    }
    return installed(looked);
  }

  /** Looks where JDKs are usually installed; takes the oldest that will do. */
  private static Optional<Jdk> installed(Set<Path> looked) {
    Path user = Path.of(System.getProperty("user.home"));
    List<Path> places =
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/java"),
            Path.of("/opt/java"),
            Path.of("/opt"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of("C:\\Program Files\\Java"),
            Path.of("C:\\Program Files\\Eclipse Adoptium"));
    List<Jdk> found = new ArrayList<>();
    for (Path place : places) {
      looked.add(place);
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(place)) {
        for (Path home : homes) {
          suitable(home, new LinkedHashSet<>()).ifPresent(found::add);
        }
      } catch (IOException | DirectoryIteratorException e) {
        // not there, or not to be read
      }
    }
    return found.stream().min(Comparator.comparingInt(Jdk::feature));
  }

  /** Takes a home, a macOS bundle or a {@code java} program, and reads the version beside it. */
  private static Optional<Jdk> suitable(Path candidate, Set<Path> looked) {
    looked.add(candidate);
    try {
      return readable(candidate);
    } catch (IOException e) {
      return Optional.empty(); // what cannot be read is no JDK that could be run
    }
  }

  private static Optional<Jdk> readable(Path candidate) throws IOException {
    if (!Files.exists(candidate)) {
      return Optional.empty();
    }
    Path real = candidate.toRealPath();
    if (Files.isRegularFile(real)) {
      real = real.resolve("../..").normalize();
    }
    for (Path home : List.of(real, real.resolve("Contents/Home"))) {
      Path release = home.resolve("release");
      if (Files.isReadable(release)) {
        Optional<Jdk> jdk = read(home, release);
        if (jdk.isPresent() && Files.isExecutable(jdk.get().java())) {
          return jdk;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Jdk> read(Path home, Path release) throws IOException {
    if (Files.size(release) > LONGEST_RELEASE) {
      return Optional.empty();
    }
    Matcher matcher = VERSION.matcher(Files.readString(release));
    int feature = matcher.find() ? Integer.parseInt(matcher.group(2)) : 0;
    return feature >= REQUIRED
        ? Optional.of(new Jdk(home, matcher.group(1), feature))
        : Optional.empty();
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }
}
