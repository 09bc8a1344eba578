package fanout.exchange;

/** The outcome of one request: its validated {@link Reply}, or a {@link Failure}. */
public sealed interface Outcome permits Reply, Failure {
  /** Returns the number of the request, at least 0. */
  int number();
}
