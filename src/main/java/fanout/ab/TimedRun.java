package fanout.ab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long a plain command took, in JMH's form: wall time as the score, processor time as the
 * metric {@value #CPU}. Both have that of the shell that starts it, about a millisecond.
 */
public final class TimedRun {
  /** Processor time, user's and system's, of the command and all it waited for. */
  public static final String CPU = "cpu";

  private static final double NANOS = 1e9;

  private TimedRun() {}

  /** Writes a result; without {@value #CPU} where the system does not tell it. */
  static void write(Path result, long wallNanos, OptionalLong cpuNanos) throws ForkFailedException {
    ObjectNode entry = JsonMapper.shared().createObjectNode();
    entry.put("benchmark", "command").put("mode", "ss").put("forks", 1);
    metric(entry.putObject("primaryMetric"), wallNanos);
    ObjectNode more = entry.putObject("secondaryMetrics");
    cpuNanos.ifPresent(nanos -> metric(more.putObject(CPU), nanos));
    try {
      Files.writeString(result, "[" + entry + "]\n");
    } catch (IOException unwritable) {
      throw new ForkFailedException(
          "%s cannot be written: %s".formatted(result, unwritable.getMessage()));
    }
  }

  private static void metric(ObjectNode metric, long nanos) {
    double seconds = nanos / NANOS;
    metric.put("score", seconds).put("scoreUnit", "s/op");
    metric.putArray("rawData").addArray().add(seconds);
  }
}
