package fanout.stats;

import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The verdicts of several looks at growing data: a row keeps the first verdict that decided it,
 * with the figures of that look. The error of that is what {@link SequentialPlan} accounts for.
 */
public final class SequentialVerdicts {
  private final Map<RowKey, Row> decided = new LinkedHashMap<>();

  /** Adds a look and returns its comparison, with rows decided earlier as they were then. */
  public Comparison add(Comparison look) {
    List<Row> rows = new ArrayList<>();
    for (Row row : look.rows()) {
      if (isDecision(row.verdict())) {
        decided.putIfAbsent(row.key(), row);
      }
      rows.add(decided.getOrDefault(row.key(), row));
    }
    return new Comparison(
        rows, look.onlyInBase(), look.onlyInCandidate(), look.environment(), look.criteria());
  }

  /** Tells whether a comparison leaves nothing open that more blocks could decide. */
  public static boolean isComplete(Comparison comparison) {
    return comparison.rows().stream().allMatch(row -> isDecision(row.verdict()));
  }

  private static boolean isDecision(Verdict verdict) {
    return verdict.passes() || verdict == Verdict.REGRESSED;
  }
}
