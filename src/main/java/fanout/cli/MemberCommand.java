package fanout.cli;

import fanout.cluster.ClusterMember;
import fanout.cluster.MemberAddress;
import fanout.cluster.Secret;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code member}: a member of a cluster, in this process, until interrupted. */
@Command(
    name = "member",
    description = {
      "Runs a member of a cluster, until interrupted: it issues requests for drivers that run the"
          + " strategy CLUSTER, with the very same jar and the same secret.",
      "",
      "The secret has at least 16 characters and is read from --secret-file, from the file that"
          + " FANOUT_CLUSTER_SECRET_FILE names, or from FANOUT_CLUSTER_SECRET. It keeps out"
          + " strangers and mistakes. Nothing is encrypted: on a network that others can read, use"
          + " a tunnel."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  (umask 077; openssl rand -hex 16 > secret)",
      "  java -jar target/benchmarks.jar member --secret-file secret",
      "      the first member, at 127.0.0.1:5701",
      "  java -jar target/benchmarks.jar member --secret-file secret \\",
      "      --port 5702 --join 127.0.0.1:5701",
      "      a second one beside it",
      "  java -jar target/benchmarks.jar member --secret-file secret \\",
      "      --address 10.0.0.2 --join 10.0.0.1:5701",
      "      one on another machine; its address must be told",
      "",
      "and then, to use them:",
      "  java -jar target/benchmarks.jar -p strategy=CLUSTER \\",
      "      -p members=127.0.0.1:5701,127.0.0.1:5702 -p secret-file=secret"
    })
final class MemberCommand extends Subcommand {
  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "Members whose cluster to join; without it a cluster is started.")
  private List<String> join = List.of();

  @Option(
      names = "--address",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The address of this machine to listen at. Default: ${DEFAULT-VALUE}.")
  private String address = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "5701",
      description = "The port; 0 lets the system choose. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--advertise",
      paramLabel = "HOST:PORT",
      description = "Where others reach this member, if not there: behind a relay, for example.")
  private @Nullable String advertised;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "The file that holds the secret; nobody but its owner may read it.")
  private @Nullable Path secretFile;

  @Option(names = "--engine-log", description = "Print the engine's log on standard error.")
  private boolean verbose;

  /**
   * Serves until the process is told to end.
   *
   * @return 2: only a member that its cluster has expelled ends by itself
   */
  @Override
  public Integer call() throws InterruptedException {
    try (ClusterMember member = start()) {
      print(
          "member %s is ready, one of %d (%s)%n"
              .formatted(member.address(), member.clusterSize(), member.build()));

      member.awaitEnd();
      err().println("fanout: the member has left its cluster");
      return Main.BAD_INPUT;
    }
  }

  private ClusterMember start() {
    try {
      return ClusterMember.start(
          new ClusterMember.Plan(
              new MemberAddress(address, port),
              advertised == null ? null : MemberAddress.parse(advertised),
              join.stream().map(MemberAddress::parse).toList()),
          Secret.find(secretFile, System.getenv()),
          verbose);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage(), e);
    }
  }
}
