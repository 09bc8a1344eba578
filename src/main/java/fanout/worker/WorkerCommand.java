package fanout.worker;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a worker process is started: on this process's own Java and class path.
 *
 * @param mainClass the name of the class to start
 * @param jvmOptions options beside those that every worker gets
 * @param arguments the arguments of its main method
 */
record WorkerCommand(String mainClass, List<String> jvmOptions, List<String> arguments) {
  /** The system property by which a worker is told where its channel is. */
  static final String CHANNEL_PROPERTY = "fanout.channel";

  /**
   * What every worker gets. A worker has one slot and little garbage: the serial collector and a
   * small heap cost least, while a fork that runs threads keeps the collector that its JVM chooses.
   * The JIT is the default one in both; options for a fork do not reach its workers. Nothing of the
   * JVM's own may go to standard output, which is the channel, nor into a file that a killed worker
   * would leave; and no worker may live on without memory.
   */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-Xmx64m",
          "-XX:+DisplayVMOutputToStderr",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError");

  /** Returns the command of a worker that uses the given exchange. */
  static WorkerCommand of(ExchangeSpec exchange, Target target) {
    return new WorkerCommand(
        WorkerMain.class.getName(),
        List.of(),
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
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM_OPTIONS);
    words.add("-D" + CHANNEL_PROPERTY + "=" + channelAddress);
    words.addAll(jvmOptions);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(mainClass);
    words.addAll(arguments);
    return words;
  }
}
