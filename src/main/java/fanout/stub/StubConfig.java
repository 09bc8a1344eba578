package fanout.stub;

import fanout.Delay;
import java.util.List;

/**
 * The behaviour of a stub server.
 *
 * @param port the TCP port on the loopback interface, from 0 to 65535; 0 lets the system choose
 * @param delay how long each request waits for its reply
 * @param bodyBytes the length of each reply's body, from 0 to {@link #MAX_BODY_BYTES}
 * @param faults which requests fail, and how
 * @param seed selects which request meets which delay and which fault
 * @param requestsPerConnection after so many requests an HTTP/1.1 connection is closed, at least 0;
 *     0 for never
 * @param tls whether it speaks TLS, with a certificate of its own
 */
public record StubConfig(
    int port,
    Delay delay,
    int bodyBytes,
    Faults faults,
    long seed,
    int requestsPerConnection,
    boolean tls) {
  /** The longest body: each reply is prepared in memory as one piece. */
  public static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  private static final int MAX_PORT = 65_535;
  private static final int DEFAULT_BODY_BYTES = 32;
  private static final long DEFAULT_SEED = 1;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of its range, or a fault that cuts bodies
   *     short is to happen to empty ones
   */
  public StubConfig {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port must be from 0 to 65535, was " + port);
    }
    if (bodyBytes < 0 || bodyBytes > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "body bytes must be from 0 to " + MAX_BODY_BYTES + ", was " + bodyBytes);
    }
    if (requestsPerConnection < 0) {
      throw new IllegalArgumentException(
          "requests per connection must be >= 0, was " + requestsPerConnection);
    }
    for (Fault fault : List.of(Fault.STALL, Fault.TRUNCATE)) {
      if (bodyBytes == 0 && faults.shares().containsKey(fault)) {
        throw new IllegalArgumentException(
            "fault " + fault + " needs a body of at least 1 byte, was 0");
      }
    }
  }

  /** Returns a stub that answers 32 bytes at once and without faults, on a port of its choice. */
  public static StubConfig withDefaults() {
    return new StubConfig(0, Delay.NONE, DEFAULT_BODY_BYTES, Faults.NONE, DEFAULT_SEED, 0, false);
  }

  /** Returns the same with another delay. */
  public StubConfig withDelay(Delay delay) {
    return new StubConfig(port, delay, bodyBytes, faults, seed, requestsPerConnection, tls);
  }

  /** Returns the same with another body length. */
  public StubConfig withBodyBytes(int bodyBytes) {
    return new StubConfig(port, delay, bodyBytes, faults, seed, requestsPerConnection, tls);
  }

  /** Returns the same with other faults. */
  public StubConfig withFaults(Faults faults) {
    return new StubConfig(port, delay, bodyBytes, faults, seed, requestsPerConnection, tls);
  }

  /** Returns the same with connections that are closed after so many requests; 0 for never. */
  public StubConfig withRequestsPerConnection(int requestsPerConnection) {
    return new StubConfig(port, delay, bodyBytes, faults, seed, requestsPerConnection, tls);
  }

  /** Returns the same with or without TLS. */
  public StubConfig withTls(boolean tls) {
    return new StubConfig(port, delay, bodyBytes, faults, seed, requestsPerConnection, tls);
  }

  /**
   * Returns how long the request of a number waits: what the stub does and a client may know.
   *
   * @param number at least 0
   * @return nanoseconds, at least 0
   */
  public long delayNanosOf(int number) {
    return delay.quantileNanos(Draw.DELAY.uniform(number, seed));
  }

  /** Returns the arguments with which {@link StubMain} is started to do this. */
  List<String> toArguments() {
    return List.of(
        Integer.toString(port),
        delay.toString(),
        Integer.toString(bodyBytes),
        faults.toString(),
        Long.toString(seed),
        Integer.toString(requestsPerConnection),
        Boolean.toString(tls));
  }

  /** Reads back what {@link #toArguments} wrote. */
  static StubConfig fromArguments(String[] arguments) {
    return new StubConfig(
        Integer.parseInt(arguments[0]),
        Delay.parse(arguments[1]),
        Integer.parseInt(arguments[2]),
        Faults.parse(arguments[3]),
        Long.parseLong(arguments[4]),
        Integer.parseInt(arguments[5]),
        Boolean.parseBoolean(arguments[6]));
  }
}
