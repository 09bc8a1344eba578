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
 * wait, and one more for each other way in which a stub is to behave.
 */
final class Servers implements AutoCloseable {
  private final Map<StubConfig, Stub> stubs = new HashMap<>();

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
    Contender.Server server = contender.server();
    return StubConfig.withDefaults()
        .withDelay(server.delay())
        .withBodyBytes(server.bodyBytes())
        .withRequestsPerConnection(server.requestsPerConnection())
        .withTls(server.tls());
  }

  /** Returns the stub that answers a contender, if one does; starts it if need be. */
  Optional<Stub> of(Contender contender) {
    if (!contender.usesStub()) {
      return Optional.empty();
    }
    return Optional.of(
        stubs.computeIfAbsent(stubOf(contender), config -> new Stub(StubProcess.start(config))));
  }

  /**
   * Returns what must be equal for two contenders to be answered by one stub: all but the delay.
   */
  static StubConfig stubOf(Contender contender) {
    return config(contender).withDelay(Delay.NONE);
  }

  Target target(Contender contender) {
    return of(contender)
        .map(stub -> new Target(stub.process().uri(), contender.server().bodyBytes()))
        .or(contender.server()::target)
        .orElse(Target.NONE);
  }

  @Override
  public void close() {
    stubs.values().forEach(stub -> stub.process().close());
  }
}
