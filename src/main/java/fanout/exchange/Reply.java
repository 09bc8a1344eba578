package fanout.exchange;

/**
 * A reply that has been read to its end and validated.
 *
 * @param number the number of the request it answers, at least 0
 * @param status the HTTP status, or 0 for an exchange without a network
 * @param length the bytes of its body, at least 0
 */
public record Reply(int number, int status, long length) implements Outcome {}
