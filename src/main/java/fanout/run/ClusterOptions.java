package fanout.run;

import fanout.cluster.ClusterAccess;
import fanout.cluster.ClusterException;
import fanout.cluster.ClusterPool;
import fanout.cluster.ClusterProvider;
import fanout.cluster.Secret;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.strategy.Chunk;
import fanout.strategy.FanOutConfig;
import fanout.stub.StubAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options by which the strategy {@code CLUSTER} finds its members: {@code -p members=…}, {@code
 * -p secret-file=…} and {@code -p stub-address=…}. They have the look of parameters but are none: a
 * list of members is one value, and where members are does not make another row of a result. Forks
 * get them as system properties.
 *
 * @param members as given, or {@code null}
 * @param secretFile as given, or {@code null}
 * @param stubAddress as given, or {@code null}: where members of other machines reach the stub
 */
record ClusterOptions(
    @Nullable String members, @Nullable String secretFile, @Nullable String stubAddress) {
  private static final String MEMBERS = "members";
  private static final String SECRET_FILE = "secret-file";
  private static final String STUB_ADDRESS = "stub-address";

  /** The names behind {@code -p}. */
  static final Set<String> NAMES = Set.of(MEMBERS, SECRET_FILE, STUB_ADDRESS);

  /** Opening an exchange connects to nothing yet. */
  private static final Target NOWHERE = new Target(URI.create("http://127.0.0.1:1"), 0);

  static ClusterOptions takeFrom(OptionWords words) {
    return new ClusterOptions(
        words.parameter(MEMBERS).orElse(null),
        words.parameter(SECRET_FILE).orElse(null),
        words.parameter(STUB_ADDRESS).orElse(null));
  }

  /** Returns the JVM options by which a fork finds the cluster. */
  List<String> jvmArgs() {
    List<String> args = new ArrayList<>();
    if (members != null) {
      args.add("-D" + ClusterAccess.MEMBERS_PROPERTY + "=" + members);
    }
    if (secretFile != null) {
      args.add("-D" + Secret.FILE_PROPERTY + "=" + Path.of(secretFile).toAbsolutePath());
    }
    if (stubAddress != null) {
      args.add("-D" + StubAddress.PROPERTY + "=" + stubAddress);
    }
    return args;
  }

  /**
   * Tries, before the first fork, whether the cluster can be used for all that is planned.
   *
   * @throws BadOptionException if it cannot, or if there is one and nothing is to use it
   * @throws InterruptedException if interrupted while waiting for a member
   */
  void check(RunPlan plan) throws InterruptedException {
    Map<ExchangeSpec, Integer> slotsByExchange = new HashMap<>();
    for (Contender contender : plan.contenders()) {
      if (contender.strategy().name().equals(ClusterProvider.NAME)) {
        slotsByExchange.merge(contender.exchange(), contender.concurrency(), Math::max);
      }
    }
    if (!slotsByExchange.isEmpty()) {
      tryOut(slotsByExchange);
    } else if (members != null || secretFile != null || stubAddress != null) {
      throw new BadOptionException(
          "-p members, -p secret-file and -p stub-address are for -p strategy=CLUSTER, which is not"
              + " selected");
    }
  }

  private void tryOut(Map<ExchangeSpec, Integer> slotsByExchange) throws InterruptedException {
    try {
      if (stubAddress != null) {
        StubAddress.check(stubAddress);
      }
      ClusterAccess access = ClusterAccess.of(members, secretFile, System.getenv());
      for (Map.Entry<ExchangeSpec, Integer> wanted : slotsByExchange.entrySet()) {
        FanOutConfig config =
            new FanOutConfig(wanted.getValue(), wanted.getKey(), NOWHERE, Chunk.ONE);
        ClusterPool.open(access, config).close();
      }
    } catch (ClusterException | IllegalArgumentException e) {
      throw new BadOptionException("cluster: " + e.getMessage(), e);
    }
  }
}
