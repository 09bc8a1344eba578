package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.strategy.FanOut;
import fanout.strategy.Strategy;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches against a stub, and what is told of one that an exception ends. */
@Timeout(60)
final class OpenContenderIT {
  private static final Contender CONTENDER = Contenders.with("strategy=THREAD_POOL");

  private static final List<Strategy> STRATEGIES =
      List.of(Strategy.SINGLE_THREAD, Strategy.THREAD_POOL, Strategy.VIRTUAL_THREADS);

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

  @Test
  void aStubThatIsStoppedIsKilledAndNamedWhicheverStrategyWaitsForIt() throws Exception {
    List<OpenStrategy> opened = new ArrayList<>();
    try (Servers servers = new Servers();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Strategy, Future<Batch>> issuing = new EnumMap<>(Strategy.class);
      for (Strategy strategy : STRATEGIES) {
        Contender contender = Contenders.with("strategy=" + strategy, "concurrency=2");
        OpenStrategy open = OpenStrategy.open(contender, servers);
        opened.add(open);
        OpenContender issuer = new OpenContender(contender, open, BatchLimit.start());
        issuer.issue();
        issuing.put(strategy, threads.submit(() -> issueForEver(issuer)));
      }
      long pid = servers.of(CONTENDER).orElseThrow().process().pid();
      assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor())
          .isZero();
      issuing.forEach(
          (strategy, batch) ->
              assertThatThrownBy(batch::get)
                  .hasRootCauseMessage(
                      "%s: the stub server (pid %d) was stopped by a signal, and was killed"
                          .formatted(strategy, pid)));
    } finally {
      opened.forEach(OpenStrategy::close);
    }
  }

  private static Batch issueForEver(OpenContender contender) throws InterruptedException {
    while (true) {
      contender.issue();
    }
  }

  /** Each with its own client: the name in the certificate, and replies longer than a buffer. */
  @ParameterizedTest
  @CsvSource({
    "SINGLE_THREAD, okhttp",
    "THREAD_POOL, okhttp-quiet",
    "VIRTUAL_THREADS, jdk",
    "NETTY_EVENT_LOOP, okhttp",
    "WORKER_PROCESSES, okhttp"
  })
  void issuesRequestsToAStubThatSpeaksTls(String strategy, String exchange) throws Exception {
    Contender contender =
        Contenders.with(
            "strategy=" + strategy,
            "exchange=" + exchange,
            "requests=40",
            "concurrency=2",
            "target=stub-tls",
            "body=100000");
    try (Servers servers = new Servers();
        OpenStrategy open = OpenStrategy.open(contender, servers)) {
      URI address = open.stub().orElseThrow().process().uri();
      assertThat(address).hasScheme("https");
      assertThat(issue(contender, open).failures()).isEmpty();
      assertThat(open.connectionsOpened()).isBetween(1L, 2L);
    }
  }

  @Test
  void tellsHowManyConnectionsMeasuredBatchesOpened() throws Exception {
    Contender contender = Contenders.with("requestsPerConnection=10");
    try (Servers servers = new Servers();
        OpenStrategy open = OpenStrategy.open(contender, servers)) {
      OpenContender issuer = new OpenContender(contender, open, BatchLimit.start());
      measure(issuer);
      assertThat(issuer.results().server().newConnections())
          .isEqualTo(open.connectionsOpened())
          .isGreaterThanOrEqualTo(100);
    }
  }

  private static void measure(OpenContender contender) throws InterruptedException {
    contender.beginIteration();
    contender.beforeBatch();
    long began = System.nanoTime();
    contender.issue();
    contender.afterBatch(System.nanoTime() - began);
  }

  private static Batch issue(Contender contender, OpenStrategy open) throws InterruptedException {
    BatchLimit limit = BatchLimit.start();
    try {
      return new OpenContender(contender, open, limit).issue();
    } finally {
      limit.close();
    }
  }

  private static OpenContender open(FanOut fanOut, Optional<Servers.Stub> stub) {
    BatchLimit limit = BatchLimit.start();
    limit.close();
    return new OpenContender(CONTENDER, new OpenStrategy(fanOut, stub, false), limit);
  }
}
