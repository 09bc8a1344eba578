package fanout.exchange;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The check of a reply that has been read to its end. */
final class ReplyCheck {
  private static final int OK = 200;
  private static final int LAST_OF_SUCCESS = 299;

  private static final int FIRST_REDIRECT = 300;
  private static final int LAST_REDIRECT = 399;

  private ReplyCheck() {}

  /**
   * Returns the reply, or the first thing that is wrong with it: status, number, length. Of a
   * server that is not ours only the status can be told to be wrong.
   *
   * @param headers returns the value of a reply's header
   */
  static Outcome check(
      Target target,
      int number,
      int status,
      Function<String, @Nullable String> headers,
      long length) {
    if (target.isStatusOnly()) {
      return status >= OK && status <= LAST_OF_SUCCESS
          ? new Reply(number, status, length)
          : new Failure(
              number,
              Failure.Kind.STATUS,
              "expected status 200 to 299, got " + status + redirect(status, headers));
    }
    if (status != OK) {
      return new Failure(number, Failure.Kind.STATUS, "expected status 200, got " + status);
    }
    String numberHeader = headers.apply(Target.NUMBER_HEADER);
    if (!Integer.toString(number).equals(numberHeader)) {
      return new Failure(
          number,
          Failure.Kind.NUMBER,
          "expected " + Target.NUMBER_HEADER + ": " + number + ", got " + numberHeader);
    }
    if (length != target.bodyBytes()) {
      return new Failure(
          number,
          Failure.Kind.LENGTH,
          "expected a body of " + target.bodyBytes() + " bytes, got " + length);
    }
    return new Reply(number, status, length);
  }

  private static String redirect(int status, Function<String, @Nullable String> headers) {
    String location = headers.apply("Location");
    return status < FIRST_REDIRECT || status > LAST_REDIRECT || location == null
        ? ""
        : " to " + location + "; redirects are not followed";
  }
}
