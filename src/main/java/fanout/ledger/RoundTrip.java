package fanout.ledger;

import java.io.IOException;

/**
 * One round trip of one byte to a partner that sends it back at once: two hand-offs between the
 * two.
 */
@FunctionalInterface
public interface RoundTrip {
  /**
   * Makes one round trip and returns when the byte is back.
   *
   * @throws IOException if the partner is gone
   */
  void make() throws IOException;
}
