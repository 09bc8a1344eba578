package fanout.examples;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.process.ChannelKind;
import fanout.process.ChannelSpec;
import fanout.process.Codec;
import fanout.process.ParentQueue;
import fanout.process.ProcessPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten processes, each runs an external command, catches its output and puts it on a queue; the
 * parent joins them and drains the queue.
 */
@Timeout(60)
final class ExternalCommandsIT {
  private static final int PROCESSES = 10;

  @ParameterizedTest
  @EnumSource(ChannelKind.class)
  void runsACommandInEachOfTenProcessesAndDrainsTheirOutput(ChannelKind kind) throws Exception {
    ParentQueue<String> outputs;
    List<Future<Integer>> exitCodes = new ArrayList<>();
    try (ProcessPool pool =
        ProcessPool.builder(PROCESSES).channels(new ChannelSpec(kind, 1)).open()) {
      outputs = pool.queue("outputs", Codec.TEXT, PROCESSES);
      for (int number = 0; number < PROCESSES; number++) {
        exitCodes.add(
            pool.submit(ExternalCommand.class, List.of("sh", "-c", "echo command " + number)));
      }
    }
    for (Future<Integer> exitCode : exitCodes) {
      assertThat(exitCode.get()).isZero();
    }
    assertThat(outputs.drain())
        .hasSize(PROCESSES)
        .allMatch(output -> output.matches("command \\d"))
        .doesNotHaveDuplicates();
  }
}
