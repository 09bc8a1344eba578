package fanout.ab;

/** The two sides of a comparison. */
public enum Side {
  /** The base. */
  A,
  /** The new side. */
  B;

  /** Returns the name in lower case, for files. */
  String fileName() {
    return this == A ? "a" : "b";
  }
}
