package fanout.os;

import fanout.Launcher;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command line of a child JVM that works for this one: a stub server, a worker, an echo.
 *
 * <p>The child runs on this process's own Java. Its options come from its command and from nowhere
 * else: a collector, a heap or an agent that {@code JAVA_TOOL_OPTIONS} prescribes for every JVM
 * would contradict what the child is given, or take a port twice. Of this process's options it
 * inherits the system properties ({@code -D}), by which proxies, trust stores and temporary folders
 * are told, without those that open a management port.
 *
 * @param mainClass the name of the class to start
 * @param classPath where its classes are
 * @param options options of the JVM beside those that every child gets
 * @param arguments the arguments of its main method
 */
public record JvmCommand(
    String mainClass, String classPath, List<String> options, List<String> arguments) {
  /**
   * The options that every child gets. Standard output may carry a protocol, so nothing of the
   * JVM's own goes there, thread dumps and the log's warnings included; a killed child leaves no
   * file; and none lives on without memory.
   */
  private static final List<String> COMMON =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError");

  private static final Pattern HEAP =
      Pattern.compile("-Xm[snx].*|-XX:\\w*(HeapSize|RAMPercentage|RAMFraction|NewSize)=.*");

  private static final Pattern COLLECTOR = Pattern.compile("-XX:[+-]Use\\w*GC");

  /** Two JVMs would fight over a port, a file, a recording; JMH's hints are for its fork alone. */
  private static final Pattern UNSHAREABLE =
      Pattern.compile(
          "-Xrun.*|-Xdebug|-Xlog.*|-Xloggc.*|-Xshare:dump"
              + "|-XX:(StartFlightRecording|FlightRecorderOptions|AOT\\w*|CDS\\w*|SharedArchiveFile"
              + "|ArchiveClassesAtExit|CompileCommandFile|CompileCommand|LogFile|ErrorFile"
              + "|HeapDumpPath|On\\w+|VMOptionsFile|Flags|CRaC\\w*)([=:].*)?"
              + "|-XX:[+-](\\w*HeapDump\\w*|LogVMOutput|PrintCompilation|PrintAssembly|UsePerfData"
              + "|DisplayVMOutputToStd\\w+|\\w*ExitOnOutOfMemoryError|CrashOnOutOfMemoryError"
              + "|AutoCreateSharedArchive|RecordDynamicDumpInfo)"
              + "|--sun-misc-unsafe-memory-access.*");

  /** Copies the lists. */
  public JvmCommand {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** Returns the command that starts a class of this program, without options or arguments. */
  public static JvmCommand of(String mainClass) {
    return new JvmCommand(mainClass, System.getProperty("java.class.path"), List.of(), List.of());
  }

  /** Returns the same with further options of the JVM. */
  public JvmCommand withOptions(Collection<String> more) {
    return new JvmCommand(mainClass, classPath, joined(options, more), arguments);
  }

  /** Returns the same with further options of the JVM. */
  public JvmCommand withOptions(String... more) {
    return withOptions(List.of(more));
  }

  /**
   * Returns the same with this JVM's own collector, heap and other {@code -X} options, without
   * those that two processes must not share: agents, recordings, ports and files.
   *
   * @param unless options that will be added: where one chooses a collector or a heap, this JVM's
   *     is left out
   */
  public JvmCommand withOptionsOfThisJvm(Collection<String> unless) {
    return withOptions(shareable(ManagementFactory.getRuntimeMXBean().getInputArguments(), unless));
  }

  /**
   * Returns the same with a heap of its own, both ends of it: a largest heap below the default
   * initial one does not start.
   *
   * @param initial as after {@code -Xms}, such as {@code 8m}
   * @param largest as after {@code -Xmx}
   */
  public JvmCommand withHeap(String initial, String largest) {
    return withOptions("-Xms" + initial, "-Xmx" + largest);
  }

  /** Returns the same with further arguments. */
  public JvmCommand withArguments(Collection<String> more) {
    return new JvmCommand(mainClass, classPath, options, joined(arguments, more));
  }

  /** Returns the program that starts a JVM like this process's. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns the words to start the process with. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(java());
    words.addAll(COMMON);
    words.addAll(inherited(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    words.addAll(options);
    words.addAll(List.of("-cp", classPath, mainClass));
    words.addAll(arguments);
    return words;
  }

  /** Returns a builder with these words, and without the variables that would add to them. */
  public ProcessBuilder toBuilder() {
    ProcessBuilder builder = new ProcessBuilder(words());
    builder.environment().keySet().removeAll(Launcher.OPTION_VARIABLES);
    return builder;
  }

  /**
   * Gives a command of the user's the variables that the launcher kept from this process, in the
   * environment that it is going to have.
   */
  static void giveBackOptionVariables(Map<String, String> environment) {
    for (String name : Launcher.OPTION_VARIABLES) {
      String value = environment.remove(Launcher.KEPT + name);
      if (value != null && !value.isBlank()) {
        environment.put(name, value);
      }
    }
  }

  /** Tells whether a JVM with these options was given a size of its heap or of a part of it. */
  public static boolean choosesHeap(Collection<String> options) {
    return options.stream().anyMatch(HEAP.asMatchPredicate());
  }

  /** Returns those of a JVM's options that its children get too. */
  static List<String> inherited(List<String> options) {
    return options.stream()
        .filter(option -> option.startsWith("-D"))
        .filter(option -> !option.startsWith("-Dcom.sun.management."))
        .toList();
  }

  /**
   * Returns those of a JVM's {@code -X} options that a child that works like it may have too.
   *
   * @param unless options that will be added: where one chooses a collector or a heap, that of
   *     {@code options} is left out
   */
  public static List<String> shareable(List<String> options, Collection<String> unless) {
    boolean ownHeap = unless.stream().anyMatch(HEAP.asMatchPredicate());
    boolean ownCollector = unless.stream().anyMatch(COLLECTOR.asMatchPredicate());
    return options.stream()
        .filter(option -> option.startsWith("-X") || option.startsWith("--"))
        .filter(option -> !UNSHAREABLE.matcher(option).matches())
        .filter(option -> !(ownHeap && HEAP.matcher(option).matches()))
        .filter(option -> !(ownCollector && COLLECTOR.matcher(option).matches()))
        .toList();
  }

  private static List<String> joined(Collection<String> some, Collection<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
