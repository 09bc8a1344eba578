package fanout.process;

/** Says that the machine cannot hold as many worker processes as were asked for, and what lacks. */
public final class TooManyWorkersException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TooManyWorkersException(int workers, long most, String why) {
    super(
        "workers must be at most %d on this machine now, was %d: %s".formatted(most, workers, why));
  }
}
