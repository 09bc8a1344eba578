package fanout.ab;

/** The two sides of a comparison. */
public enum Side {
  A,
  B;

  /** Returns the name in lower case, for files. */
  String fileName() {
    return this == A ? "a" : "b";
  }
}
