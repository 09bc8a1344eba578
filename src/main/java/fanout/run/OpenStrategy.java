package fanout.run;

import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import java.util.Optional;

/**
 * A strategy that is open in this fork, used by one contender or by several that differ only in
 * what they issue.
 *
 * @param fanOut the strategy
 * @param stub the stub server that answers it, if one does
 * @param asksOthers whether its server is not ours
 */
record OpenStrategy(FanOut fanOut, Optional<Servers.Stub> stub, boolean asksOthers)
    implements AutoCloseable {

  /** Opens the strategy of a contender, and the stub server if it is not running yet. */
  static OpenStrategy open(Contender contender, Servers servers) {
    FanOutConfig config =
        new FanOutConfig(
            contender.concurrency(),
            contender.exchange(),
            servers.target(contender),
            contender.workers().chunk(),
            contender.workers().channels(),
            Servers.config(contender)::delayNanosOf);
    return new OpenStrategy(
        contender.strategy().open(config),
        servers.of(contender),
        contender.server().target().isPresent());
  }

  /** The server's count where there is one; a client's is late by the requests under way. */
  long connectionsOpened() {
    return stub.map(server -> server.process().report().connectionsAccepted())
        .orElseGet(fanOut::connectionsOpened);
  }

  @Override
  public void close() {
    fanOut.close();
  }
}
