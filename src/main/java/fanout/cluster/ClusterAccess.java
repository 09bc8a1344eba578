package fanout.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members and the secret by which a driver finds its cluster.
 *
 * @param members where members are; each must answer, and all must be of one cluster
 * @param secret what the cluster's members share
 */
public record ClusterAccess(List<MemberAddress> members, Secret secret) {
  /** The system property that names members, as {@link MemberAddress#parseAll} reads them. */
  public static final String MEMBERS_PROPERTY = "fanout.cluster.members";

  /**
   * Reads the system properties, and for the secret the environment too.
   *
   * @throws ClusterException if no member or no secret is named
   * @throws IllegalArgumentException if one of them has a bad form
   */
  public static ClusterAccess fromSystem() {
    return of(
        System.getProperty(MEMBERS_PROPERTY),
        System.getProperty(Secret.FILE_PROPERTY),
        System.getenv());
  }

  /**
   * Reads what a user gave.
   *
   * @param members members, or {@code null}
   * @param secretFile the file of the secret, or {@code null}
   * @param environment the environment variables
   * @throws ClusterException if no member or no secret is named
   * @throws IllegalArgumentException if one of them has a bad form
   */
  public static ClusterAccess of(
      @Nullable String members, @Nullable String secretFile, Map<String, String> environment) {
    if (members == null) {
      throw new ClusterException(
          "the strategy CLUSTER needs members: -p members=HOST:PORT[,HOST:PORT]"
              + " (the subcommand 'member' starts one)");
    }
    return new ClusterAccess(
        MemberAddress.parseAll(members),
        Secret.find(secretFile == null ? null : Path.of(secretFile), environment));
  }
}
