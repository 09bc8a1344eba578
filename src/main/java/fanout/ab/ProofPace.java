package fanout.ab;

import static java.util.Objects.requireNonNull;

import fanout.ab.ProofPlan.Kind;
import fanout.ab.ProofPlan.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the comparisons of a proof take.
 *
 * @param plan what is compared
 * @param seconds of a fork or run, by {@link Method#AB} or {@link Method#COMMAND} and load
 * @param order all comparisons
 */
record ProofPace(ProofPlan plan, Map<Kind, Double> seconds, List<Kind> order) {
  /** Says how much is to be run, and how long that takes. */
  String announcement() {
    double all = seconds(order);
    double limit = plan.limits().all().toSeconds();
    return String.format(
        Locale.ROOT,
        "%d comparisons of at most %d blocks, a fork takes %.1f s, a command %.2f s:"
            + " at most %s in all%s",
        order.size(),
        plan.blocks(),
        seconds.get(new Kind(Method.AB, 0, false)),
        seconds.get(new Kind(Method.COMMAND, 0, false)),
        Pace.words(all),
        all > limit ? "; the time limit ends it after " + Pace.words(limit) : "");
  }

  /** Tells whether there is time for a comparison besides those after it that are required. */
  boolean isDue(int number, Duration left) {
    boolean fits = required(0) < plan.limits().all().toSeconds();
    return order.get(number).isRequired() || !fits || required(number) < left.toSeconds();
  }

  private double required(int from) {
    return seconds(order.subList(from, order.size()).stream().filter(Kind::isRequired).toList());
  }

  private double seconds(List<Kind> kinds) {
    return kinds.stream()
        .mapToDouble(kind -> plan.forks(kind) * requireNonNull(seconds.get(kind.likeInTime())))
        .sum();
  }
}
