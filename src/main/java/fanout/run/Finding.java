package fanout.run;

/**
 * A finding about one thing of the machine that can disturb a run.
 *
 * @param subject the thing, in a word or two
 * @param state whether it disturbs
 * @param fact what was found, at most 40 characters where it is a warning
 * @param effect what it does to the numbers; empty where it does nothing
 * @param remedy what to do about it; empty where nothing need be done
 */
public record Finding(String subject, State state, String fact, String effect, String remedy) {
  /** The states of a thing. */
  public enum State {
    /** It does not. */
    OK,
    /** It does, or may. */
    WARNING,
    /** The platform does not tell. */
    UNKNOWN
  }

  static Finding ok(String subject, String fact) {
    return new Finding(subject, State.OK, fact, "", "");
  }

  static Finding unknown(String subject) {
    return new Finding(subject, State.UNKNOWN, "not available", "", "");
  }

  static Finding warning(String subject, String fact, String effect, String remedy) {
    return new Finding(subject, State.WARNING, fact, effect, remedy);
  }

  /** Tells whether it is a warning. */
  public boolean isWarning() {
    return state == State.WARNING;
  }
}
