package fanout.stub;

import fanout.EnumWord;

/** The ways in which the stub can fail a request on purpose. */
public enum Fault {
  /** A complete reply with status 500. */
  STATUS,
  /** No reply: the connection is reset. */
  RESET,
  /** A head and the first half of the body, then nothing, on a connection that stays open. */
  STALL,
  /** A head that announces the whole body and the first half of it, then an orderly close. */
  TRUNCATE,
  /** A complete and consistent reply whose body is one byte longer than asked for. */
  WRONG_LENGTH;

  /** Returns the name used on the command line, such as {@code wrong-length}. */
  @Override
  public String toString() {
    return EnumWord.of(this);
  }
}
