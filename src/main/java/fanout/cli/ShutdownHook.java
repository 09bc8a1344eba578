package fanout.cli;

/** Taking back what was to happen when the JVM ends. */
final class ShutdownHook {
  private ShutdownHook() {}

  /** Removes a hook, unless the JVM is ending already and the hook is running anyway. */
  static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      System.Logger log = System.getLogger(ShutdownHook.class.getName());
      log.log(System.Logger.Level.TRACE, "the JVM is ending", ending);
    }
  }
}
