package fanout.run;

import fanout.exchange.Exchange;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Target;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameter {@code target}: {@code stub} for the stub server, or a server that is not ours. */
final class OwnTarget {
  /** The parameter's name. */
  static final String PARAMETER = "target";

  /** The value that stands for this program's own stub server. */
  static final String STUB = "stub";

  private OwnTarget() {}

  /**
   * Reads the parameter.
   *
   * @return empty for the stub server
   * @throws IllegalArgumentException if it is neither {@code stub} nor a suitable address
   */
  static Optional<Target> parse(String text) {
    return text.equals(STUB) ? Optional.empty() : Optional.of(Target.parse(text));
  }

  /**
   * Checks what a server that is not ours cannot do.
   *
   * @param parameters those of a benchmark variant by name
   * @throws IllegalArgumentException if it is asked for a delay, or for an exchange without network
   */
  static void checkTogether(Map<String, String> parameters) {
    String target = parameters.getOrDefault(PARAMETER, STUB);
    if (target.equals(STUB)) {
      return;
    }
    String delay = parameters.getOrDefault("delay", "0");
    if (!delay.equals("0")) {
      throw new IllegalArgumentException(
          "only the stub server can be told to wait; add -p delay=0, was " + delay);
    }
    String exchange = parameters.getOrDefault("exchange", "okhttp");
    if (!ExchangeSpec.parse(exchange).usesNetwork()) {
      throw new IllegalArgumentException("the exchange must use a network, was " + exchange);
    }
  }

  /**
   * Sends one request to each server of a plan that is not ours, so that one that does not answer
   * is told before anything starts.
   *
   * @throws BadOptionException if a server does not answer with a status from 200 to 299
   */
  static void requireReachable(RunPlan plan) {
    Map<String, String> exchanges = new TreeMap<>();
    for (RunPlan.Variant variant : plan.variants()) {
      String target = variant.parameters().getOrDefault(PARAMETER, STUB);
      if (!target.equals(STUB)) {
        exchanges.put(target, variant.parameters().getOrDefault("exchange", "okhttp"));
      }
    }
    exchanges.forEach(OwnTarget::requireReachable);
  }

  private static void requireReachable(String target, String exchange) {
    try (Exchange probe = ExchangeSpec.parse(exchange).open(Target.parse(target), 1)) {
      Outcome outcome = probe.issue(0);
      if (outcome instanceof Failure failure) {
        throw new BadOptionException(
            "-p target=%s: does not answer: %s".formatted(target, failure.detail()));
      }
    }
  }
}
