package fanout.cluster;

import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.strategy.FanOutProvider;

/**
 * The strategy {@value #NAME}: {@link ClusterPool}, over the members that the system properties of
 * {@link ClusterAccess} name. Loads nothing of the engine until it is opened.
 */
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
    try {
      return ClusterPool.open(ClusterAccess.fromSystem(), config);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connecting to a cluster", e);
    }
  }
}
