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

  /** How long a driver and its members may be silent before they give each other up. */
  static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

  /** How long connecting may take; twice that must fit into what a user waits for an error. */
  static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  private static final String SECONDS = Long.toString(SILENCE_LIMIT.toSeconds());
  private static final String MILLIS = Long.toString(SILENCE_LIMIT.toMillis());

  private static final Map<String, String> MEMBER_PROPERTIES =
      Map.ofEntries(
          Map.entry("hazelcast.logging.type", "jdk"),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.socket.bind.any", "false"),
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
   * @param own where it listens
   * @param join members that it must join; empty for the first
   * @param facts what it tells of itself
   */
  static Config member(
      MemberAddress own, List<MemberAddress> join, Secret secret, MemberFacts facts) {
    Config config = new Config();
    config.setClusterName(secret.clusterName());
    MEMBER_PROPERTIES.forEach(config::setProperty);
    config.setProperty("hazelcast.local.localAddress", own.resolved().getHostAddress());
    config.setMemberAttributeConfig(facts.toAttributes());
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.addExecutorConfig(
        new ExecutorConfig(EXECUTOR, facts.slots()).setStatisticsEnabled(false));
    config.setSerializationConfig(serialization());
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(own.port()).setPortAutoIncrement(false).setReuseAddress(true);
    JoinConfig joining = network.getJoin();
    joining.getAutoDetectionConfig().setEnabled(false);
    joining.getMulticastConfig().setEnabled(false);
    joining.getTcpIpConfig().setEnabled(true);
    join.forEach(address -> joining.getTcpIpConfig().addMember(address.toString()));
    if (!join.isEmpty()) {
      joining.getTcpIpConfig().setRequiredMember(join.getFirst().toString());
    }
    return config;
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
        .setClusterConnectTimeoutMillis(SILENCE_LIMIT.toMillis());
    return config;
  }

  /** Java's serialization is off: the filter lets through one class, which nobody can make. */
  private static SerializationConfig serialization() {
    JavaSerializationFilterConfig filter =
        new JavaSerializationFilterConfig()
            .setDefaultsDisabled(true)
            .setWhitelist(new ClassFilter().addClasses(EngineConfig.class.getName()));
    return new SerializationConfig()
        .setJavaSerializationFilterConfig(filter)
        .addDataSerializableFactory(TaskFactory.ID, new TaskFactory());
  }
}
