package fanout.process;

/** A program that loads one class of a worker's, for asking the JVM where it gets it from. */
final class AotProbe {
  private AotProbe() {}

  /** What the JVM's log says if it takes the class from a cache. */
  static final String TAKEN = Frame.Ready.class.getName() + " source: shared objects file";

  /** Uses the class, and ends. */
  public static void main(String[] args) {
    System.out.println(new Frame.Ready(0, 0));
  }
}
