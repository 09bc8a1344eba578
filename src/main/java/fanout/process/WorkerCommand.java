package fanout.process;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a worker process is started: on this process's own Java and class path.
 *
 * @param mainClass the name of the class to start
 * @param start what its JVM does for an early start
 * @param classPath the class path to start it with
 * @param jvmOptions options beside those that every worker gets
 * @param arguments the arguments of its main method
 */
record WorkerCommand(
    String mainClass,
    WorkerStart start,
    String classPath,
    List<String> jvmOptions,
    List<String> arguments) {
  /** The system property by which a worker is told where its channel is. */
  static final String CHANNEL_PROPERTY = "fanout.channel";

  /**
   * What every worker gets. The JIT is the default one; options for a fork do not reach its
   * workers. Nothing of the JVM's own may go to standard output, which is the channel, its log's
   * warnings included, nor into a file that a killed worker would leave; and no worker may live on
   * without memory.
   */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError");

  /** A fifth: ten workers were warm after 12 s instead of 21, and as fast (two processors). */
  private static final String EARLY_COMPILING = "-XX:CompileThresholdScaling=0.2";

  WorkerCommand(String mainClass, List<String> jvmOptions, List<String> arguments) {
    this(mainClass, WorkerStart.LEAN, ownClassPath(), jvmOptions, arguments);
  }

  /**
   * Returns the command of a worker that uses the given exchange and lives for many batches. Each
   * of c workers sees a part of c of a batch's requests: a lower threshold makes its compilers
   * start after as many batches as they do in a JVM that sees all; what they make is the same.
   */
  static WorkerCommand of(ExchangeSpec exchange, Target target) {
    WorkerCommand command = of(exchange, target, WorkerStart.LEAN, Optional.empty());
    return command.with(command.classPath(), EARLY_COMPILING);
  }

  /**
   * Returns the command of a worker that uses the given exchange and starts in the given way.
   *
   * @param cache the ahead-of-time cache, if it starts with one
   */
  static WorkerCommand of(
      ExchangeSpec exchange, Target target, WorkerStart start, Optional<Path> cache) {
    return new WorkerCommand(
        WorkerMain.class.getName(),
        start,
        ownClassPath(),
        cache.map(file -> List.of("-XX:AOTCache=" + file)).orElse(List.of()),
        List.of(
            exchange.toString(), target.base().toString(), Integer.toString(target.bodyBytes())));
  }

  /**
   * Returns the words to start a process with.
   *
   * @param channelAddress where the worker finds its channel
   */
  List<String> words(String channelAddress) {
    List<String> words = new ArrayList<>();
    words.add(java());
    words.addAll(JVM_OPTIONS);
    words.add("-D" + CHANNEL_PROPERTY + "=" + channelAddress);
    words.addAll(start.jvmOptions());
    words.addAll(jvmOptions);
    words.add("-cp");
    words.add(classPath);
    words.add(mainClass);
    words.addAll(arguments);
    return words;
  }

  /** Returns the same command on another class path, with further options. */
  WorkerCommand with(String otherClassPath, String... options) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(List.of(options));
    return new WorkerCommand(mainClass, start, otherClassPath, all, arguments);
  }

  /** Returns the program that starts a JVM like this process's. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns the options without which nothing of this program is started. */
  static List<String> neededOptions() {
    return JVM_OPTIONS;
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }
}
