package fanout.stub;

import fanout.EnumWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shares of the requests that meet each fault.
 *
 * <p>Whether a request fails, and how, is a pure function of its number and a seed.
 *
 * @param shares for each fault that occurs its share of all requests, above 0; their sum is at most
 *     1
 */
public record Faults(Map<Fault, Double> shares) {
  /** The forms that {@link #parse} takes, for messages and help texts. */
  public static final String FORMS =
      "none, or KIND=SHARE with KIND one of "
          + Arrays.stream(Fault.values()).map(Fault::toString).collect(Collectors.joining(", "))
          + " and SHARE from 0 to 1, such as status=0.01, several with commas between";

  /** No faults at all. */
  public static final Faults NONE = new Faults(Map.of());

  private static final String NO_FAULTS = "none";

  /** Forgives sums of decimal fractions such as ten times 0.1. */
  private static final double ROUNDING = 1e-9;

  /**
   * Checks the shares and drops those of 0.
   *
   * @throws IllegalArgumentException if a share is not within 0 and 1, or their sum is above 1
   */
  public Faults {
    Map<Fault, Double> present = new EnumMap<>(Fault.class);
    double sum = 0;
    for (Map.Entry<Fault, Double> entry : shares.entrySet()) {
      double share = entry.getValue();
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "the share of fault " + entry.getKey() + " must be from 0 to 1, was " + share);
      }
      if (share > 0) {
        present.put(entry.getKey(), share);
      }
      sum += share;
    }
    if (sum > 1 + ROUNDING) {
      throw new IllegalArgumentException("the shares of all faults must be <= 1, sum to " + sum);
    }
    shares = Collections.unmodifiableMap(present);
  }

  /**
   * Reads shares of faults.
   *
   * @param text one of {@link #FORMS}
   * @throws IllegalArgumentException if the text has another form, names a kind twice, or shares
   *     are out of range
   */
  public static Faults parse(String text) {
    if (text.equals(NO_FAULTS)) {
      return NONE;
    }
    Map<Fault, Double> shares = new EnumMap<>(Fault.class);
    for (String item : text.split(",", -1)) {
      String[] parts = item.split("=", -1);
      Optional<Fault> fault = EnumWord.find(Fault.class, parts[0]);
      if (parts.length != 2
          || fault.isEmpty()
          || shares.put(fault.get(), shareOf(parts[1], text)) != null) {
        throw malformed(text);
      }
    }
    return new Faults(shares);
  }

  /**
   * Returns the fault that a request meets, if any.
   *
   * @param requestNumber the request's number, at least 0
   * @param seed selects one of many assignments of faults to numbers
   */
  public Optional<Fault> faultFor(int requestNumber, long seed) {
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    double left = Draw.FAULT.uniform(requestNumber, seed);
    for (Map.Entry<Fault, Double> entry : shares.entrySet()) {
      left -= entry.getValue();
      if (left < 0) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  /** Returns the text that {@link #parse} reads back. */
  @Override
  public String toString() {
    List<String> items = new ArrayList<>();
    shares.forEach((fault, share) -> items.add(fault + "=" + share));
    return items.isEmpty() ? NO_FAULTS : String.join(",", items);
  }

  private static double shareOf(String share, String text) {
    try {
      return Double.parseDouble(share);
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException("fault '" + text + "' is malformed; expected " + FORMS);
  }
}
