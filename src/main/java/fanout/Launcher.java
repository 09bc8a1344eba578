package fanout;

/** Placeholder. */
public final class Launcher {
  private Launcher() {}

  /** Starts. */
  public static void main(String[] args) {}
}
