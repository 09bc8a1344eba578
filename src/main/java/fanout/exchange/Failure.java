package fanout.exchange;

import fanout.OneLine;

/**
 * A request that got no valid reply.
 *
 * @param number the number of the request, at least 0
 * @param kind what went wrong
 * @param detail one line for a person: what was expected and what came
 */
public record Failure(int number, Kind kind, String detail) implements Outcome {

  /** The ways in which a request fails. */
  public enum Kind {
    /** The reply's status was not the expected one. */
    STATUS,
    /** The reply carried another request's number, or none. */
    NUMBER,
    /** The body was complete but not of the expected length. */
    LENGTH,
    /** The body ended before the length that the reply announced. */
    TRUNCATED,
    /** No complete reply within the exchange's time limit. */
    TIMEOUT,
    /** The connection could not be made, was reset or was closed. */
    CONNECTION,
    /** The issuing thread was interrupted. */
    INTERRUPTED,
    /** The worker process that had the request died. */
    WORKER_DIED,
    /** The member of the cluster that had the request was lost; it may have been issued. */
    MEMBER_LOST,
    /** The request was never issued, because its batch had already failed. */
    NOT_ISSUED
  }

  @Override
  public String toString() {
    return "request " + number + " failed: " + kind + " (" + detail + ")";
  }

  /** Returns a failure whose detail is an exception. */
  static Failure of(int number, Kind kind, Throwable cause) {
    String message = cause.getMessage() == null ? "" : ": " + OneLine.of(cause.getMessage());
    return new Failure(number, kind, cause.getClass().getSimpleName() + message);
  }
}
