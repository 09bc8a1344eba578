package fanout.cluster;

/**
 * Says that a member was lost in an earlier batch or between two: what follows would be measured on
 * fewer slots than asked for, so nothing is issued any more.
 */
public final class MemberLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MemberLostException(String message) {
    super(message);
  }
}
