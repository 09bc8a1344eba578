package fanout.cluster;

import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.strategy.FanOutProvider;

/** Names {@link Cluster} on the command line. Loads nothing of the engine until it is opened. */
public final class ClusterProvider implements FanOutProvider {
  /** The strategy's name. */
  public static final String NAME = "CLUSTER";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "c slots spread over the members of a cluster, see 'member'";
  }

  @Override
  public FanOut open(FanOutConfig config) {
    return new Cluster(config);
  }
}
