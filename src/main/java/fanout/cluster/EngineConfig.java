package fanout.cluster;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializationConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The engine as this program uses it: it listens where it is told and nowhere else, looks for
 * nobody by itself, tells nobody of itself, and takes no serialized Java objects.
 */
final class EngineConfig {
  /** The name of the executor service that runs tasks. */
  static final String EXECUTOR = "fanout";

  /** The silence after which a driver and its members give each other up. */
  static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

  /** The time limit of connecting; twice that must fit into what a user waits for an error. */
  static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  /**
   * The time limit of a driver's attempts to be let in; a member that is there lets it in at once.
   */
  private static final Duration RETRY_LIMIT = Duration.ofSeconds(2);

  private static final String SECONDS = Long.toString(SILENCE_LIMIT.toSeconds());
  private static final String MILLIS = Long.toString(SILENCE_LIMIT.toMillis());

  private static final Map<String, String> MEMBER_PROPERTIES =
      Map.ofEntries(
          Map.entry("hazelcast.logging.type", "jdk"),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.socket.bind.any", "false"),
          // A signal ends the process, not the member in it: that would count as a failure.
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          Map.entry("hazelcast.health.monitoring.level", "OFF"),
          Map.entry("hazelcast.slow.operation.detector.enabled", "false"),
          // No data is kept, so few partitions will do, and a member is ready sooner.
          Map.entry("hazelcast.partition.count", "11"),
          Map.entry("hazelcast.wait.seconds.before.join", "0"),
          Map.entry("hazelcast.max.join.seconds", "8"),
          Map.entry("hazelcast.socket.connect.timeout.seconds", "3"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", SECONDS),
          Map.entry("hazelcast.client.max.no.heartbeat.seconds", SECONDS));

  private static final Map<String, String> CLIENT_PROPERTIES =
      Map.of(
          "hazelcast.logging.type", "jdk",
          "hazelcast.client.heartbeat.interval", "1000",
          "hazelcast.client.heartbeat.timeout", MILLIS,
          "hazelcast.client.invocation.timeout.seconds", SECONDS,
          "hazelcast.client.statistics.enabled", "false");

  private EngineConfig() {}

  /**
   * Returns the configuration of a member.
   *
   * @param plan where it listens, and whom it joins
   * @param facts what it tells of itself
   */
  static Config member(ClusterMember.Plan plan, Secret secret, MemberFacts facts) {
    MemberAddress own = plan.own();
    Config config = new Config();
    config.setClusterName(secret.clusterName());
    config.setClassLoader(new StarterClassLoader());
    MEMBER_PROPERTIES.forEach(config::setProperty);
    config.setProperty("hazelcast.local.localAddress", own.resolved().getHostAddress());
    config.setMemberAttributeConfig(facts.toAttributes());
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.addExecutorConfig(
        new ExecutorConfig(EXECUTOR, ClusterMember.SLOTS).setStatisticsEnabled(false));
    config.setSerializationConfig(serialization());
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(own.port()).setPortAutoIncrement(false).setReuseAddress(true);
    if (plan.advertised() != null) {
      network.setPublicAddress(plan.advertised().toString());
    }
    join(network.getJoin(), plan.join());
    return config;
  }

  /** A member looks nowhere but where it is told. */
  private static void join(JoinConfig joining, List<MemberAddress> members) {
    joining.getAutoDetectionConfig().setEnabled(false);
    joining.getMulticastConfig().setEnabled(false);
    joining.getTcpIpConfig().setEnabled(true);
    members.forEach(address -> joining.getTcpIpConfig().addMember(address.toString()));
    if (!members.isEmpty()) {
      joining.getTcpIpConfig().setRequiredMember(members.getFirst().toString());
    }
  }

  /** Returns the configuration of a driver. */
  static ClientConfig client(ClusterAccess access) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(access.secret().clusterName());
    CLIENT_PROPERTIES.forEach(config::setProperty);
    config.getMetricsConfig().setEnabled(false);
    config.setSerializationConfig(serialization());
    config
        .getNetworkConfig()
        .setRedoOperation(false)
        .setConnectionTimeout((int) CONNECT_LIMIT.toMillis());
    access.members().forEach(member -> config.getNetworkConfig().addAddress(member.toString()));
    config.getConnectionStrategyConfig().setReconnectMode(ReconnectMode.OFF);
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(RETRY_LIMIT.toMillis());
    return config;
  }

  /** Java's serialization is off: the filter lets through one class, which nobody can make. */
  static SerializationConfig serialization() {
    JavaSerializationFilterConfig filter =
        new JavaSerializationFilterConfig()
            .setDefaultsDisabled(true)
            .setWhitelist(new ClassFilter().addClasses(EngineConfig.class.getName()));
    return new SerializationConfig()
        .setJavaSerializationFilterConfig(filter)
        .addDataSerializableFactory(MemberTask.FACTORY, new MemberTask.Factory());
  }

  /**
   * A class loader for the thread that starts a member, and for no other: the engine calls the
   * constructor of each class that a packet names, before it knows who has sent the packet.
   */
  private static final class StarterClassLoader extends ClassLoader {
    private final Thread starter = Thread.currentThread();

    StarterClassLoader() {
      super(EngineConfig.class.getClassLoader());
    }

    /**
     * Loads a class.
     *
     * @throws SecurityException for other threads; a class that is said not to be found would be
     *     sought by other loaders
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!Thread.currentThread().equals(starter)) {
        throw new SecurityException("members load no class by its name");
      }
      return super.loadClass(name, resolve);
    }
  }
}
