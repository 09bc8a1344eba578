package fanout.run;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.strategy.FanOut;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a batch that an exception ends. */
@Timeout(60)
final class OpenContenderIT {
  private static final Contender CONTENDER = Contenders.with("strategy=THREAD_POOL");

  /** Ends each batch with an exception, as the death of a worker does. */
  private record Broken(Runnable first) implements FanOut {
    @Override
    public Batch issue(Timeline timeline) {
      first.run();
      throw new IllegalStateException("worker 0 has died");
    }

    @Override
    public long connectionsOpened() {
      return 0;
    }

    @Override
    public String slotThreads() {
      return "";
    }

    @Override
    public void close() {}
  }

  @Test
  void theDeathOfTheStubExplainsWhateverElseEndedABatch() {
    try (Servers servers = new Servers()) {
      long pid = servers.of(CONTENDER).orElseThrow().process().pid();
      Broken broken = new Broken(() -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
      assertThatIllegalStateException()
          .isThrownBy(() -> open(broken, servers.of(CONTENDER)).issue())
          .withMessage("THREAD_POOL: the stub server (pid " + pid + ") was killed by SIGKILL (9)");
    }
  }

  @Test
  void whatEndedABatchIsToldAsItIsWhereTheStubLives() {
    try (Servers servers = new Servers()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> open(new Broken(() -> {}), servers.of(CONTENDER)).issue())
          .withMessage("worker 0 has died");
    }
  }

  private static OpenContender open(FanOut fanOut, Optional<Servers.Stub> stub) {
    BatchLimit limit = BatchLimit.start();
    limit.close();
    return new OpenContender(CONTENDER, new OpenStrategy(fanOut, stub, false), limit);
  }
}
