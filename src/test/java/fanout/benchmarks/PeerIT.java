package fanout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.os.CpuClock;
import fanout.strategy.Chunk;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs of other languages as contenders, without the programs. */
@Timeout(60)
final class PeerIT {
  private static FanOut open(String command) {
    return new Peer("PEER", "a peer", command) {}.open(
        new FanOutConfig(3, ExchangeSpec.parse("null"), Target.NONE, Chunk.ONE));
  }

  @Test
  void issuesABatchForEachLine() throws InterruptedException {
    try (FanOut peer = open("cat")) {
      assertThat(peer.issue(Timeline.off(7)).outcomes()).hasSize(7);
      assertThat(peer.issue(Timeline.off(2)).outcomes()).hasSize(2);
    }
  }

  @Test
  void isToldHowManySlotsThereAre() throws InterruptedException {
    try (FanOut peer = open("sed -u s/.*/{c}/")) { // answers 3, whatever it is told
      assertThat(peer.issue(Timeline.off(3)).outcomes()).hasSize(3);
    }
  }

  @Test
  void ownsProcessesWhoseProcessorTimeIsUnknown() {
    try (FanOut peer = open("cat")) {
      assertThat(peer.workerPids())
          .isNotEmpty()
          .allSatisfy(pid -> assertThat(CpuClock.nanos(pid)).isEmpty());
    }
  }

  @Test
  void refusesAServerThatIsNotTheStub() {
    FanOutConfig config =
        new FanOutConfig(
            1, ExchangeSpec.parse("okhttp"), Target.parse("http://127.0.0.1:1/page"), Chunk.ONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Peer.Wrk().open(config).close())
        .withMessage("WRK asks the stub only, target was http://127.0.0.1:1/page");
  }

  @Test
  void saysThatAPeerHasEnded() {
    try (FanOut peer = open("true")) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> {
                peer.issue(Timeline.off(1));
                peer.issue(Timeline.off(1));
              })
          .withMessage("PEER has ended");
    }
  }

  @Test
  void leavesNothingBehindOfAPeerThatDoesNotEnd() throws Exception {
    List<ProcessHandle> children = new ArrayList<>(ProcessHandle.current().descendants().toList());
    FanOut peer = open("timeout 300 sleep 300");
    List<ProcessHandle> its = new ArrayList<>(ProcessHandle.current().descendants().toList());
    its.removeAll(children);
    peer.close();
    assertThat(its).isNotEmpty();
    for (ProcessHandle process : its) {
      process.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void areAllFoundByTheirNames() throws IOException, ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (String line :
        Files.readAllLines(
            Path.of("benchmarks/peers/META-INF/services/fanout.strategy.FanOutProvider"))) {
      names.add(((Peer) Class.forName(line).getConstructor().newInstance()).name());
    }
    assertThat(names).doesNotHaveDuplicates().contains("GO", "WRK", "PYTHON_POOL");
  }
}
