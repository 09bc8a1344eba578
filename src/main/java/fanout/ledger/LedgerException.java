package fanout.ledger;

/** Recorded times that no correct batch can have: the message names the numbers. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what was found, with its numbers, and what was expected
   */
  public LedgerException(String message) {
    super(message);
  }
}
