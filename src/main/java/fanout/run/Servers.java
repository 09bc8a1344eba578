package fanout.run;

import fanout.Delay;
import fanout.exchange.Target;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stub servers of one fork: one for all contenders, which is told before a batch how long to
 * wait, and one more for each number of requests after which connections are to be closed.
 */
final class Servers implements AutoCloseable {
  private static final int BODY_BYTES = 32;

  private final Map<Integer, Stub> byRequestsPerConnection = new HashMap<>();

  /** A running stub with the delay it was told last. */
  static final class Stub {
    private final StubProcess process;
    private Delay delay = Delay.NONE;

    private Stub(StubProcess process) {
      this.process = process;
    }

    StubProcess process() {
      return process;
    }

    /** Sets the delay of the requests to come, unless it is set. */
    void delayBy(Delay wanted) {
      if (!wanted.equals(delay)) {
        process.setDelay(wanted);
        delay = wanted;
      }
    }
  }

  /** Returns the configuration of the stub that answers a contender. */
  static StubConfig config(Contender contender) {
    return StubConfig.withDefaults()
        .withDelay(contender.server().delay())
        .withBodyBytes(BODY_BYTES)
        .withRequestsPerConnection(contender.server().requestsPerConnection());
  }

  /** Returns the stub that answers a contender, if one does; starts it if need be. */
  Optional<Stub> of(Contender contender) {
    if (!contender.usesStub()) {
      return Optional.empty();
    }
    return Optional.of(
        byRequestsPerConnection.computeIfAbsent(
            contender.server().requestsPerConnection(),
            _ -> new Stub(StubProcess.start(config(contender).withDelay(Delay.NONE)))));
  }

  Target target(Contender contender) {
    return of(contender)
        .map(stub -> new Target(stub.process().uri(), BODY_BYTES))
        .or(contender.server()::target)
        .orElse(Target.NONE);
  }

  @Override
  public void close() {
    byRequestsPerConnection.values().forEach(stub -> stub.process().close());
  }
}
