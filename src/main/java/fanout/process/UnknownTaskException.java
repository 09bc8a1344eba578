package fanout.process;

/** Says that a class cannot be used as a task, and why. */
public final class UnknownTaskException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownTaskException(Class<?> type, String why) {
    super("task class " + type.getName() + " " + why);
  }
}
