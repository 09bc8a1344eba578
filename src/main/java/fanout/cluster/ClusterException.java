package fanout.cluster;

/** Says in one line why a cluster cannot be used, and what a user can put right. */
public final class ClusterException extends RuntimeException {
  ClusterException(String message) {
    super(message);
  }

  ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
