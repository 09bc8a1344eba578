package fanout.stats;

import fanout.results.RowKey;
import fanout.stats.BlockComparison.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The verdicts of several looks at growing data: a row keeps the first verdict that decided it,
 * with the figures of that look.
 *
 * <p>Each p is turned into one that counts for all looks ({@link SequentialPlan.Look#adjusted}); a
 * row's smallest so far goes into Holm's correction over all rows, decided or not. So the chance of
 * any false call, of any row at any look, is at most {@link SequentialPlan#ALPHA} (Maurer and
 * Bretz, Statist. Biopharm. Res. 5, 2013).
 */
public final class SequentialVerdicts {
  private final Criteria criteria;
  private final Map<KnownSpreads.Series, Row> decided = new HashMap<>();
  private final Map<KnownSpreads.Series, Double> slower = new ConcurrentHashMap<>();
  private final Map<KnownSpreads.Series, Double> faster = new ConcurrentHashMap<>();
  private Optional<Comparison.Mean> mean = Optional.empty();

  /** Prepares the first look. */
  public SequentialVerdicts(Criteria criteria) {
    this.criteria = criteria;
  }

  /**
   * Looks at the data.
   *
   * @param look which look it is
   * @param blocks all blocks so far
   * @return all rows; those decided earlier as they were then
   */
  public Comparison add(SequentialPlan.Look look, List<Block> blocks) {
    Comparison found = BlockComparison.of(blocks, criteria, judge(look));
    List<Row> rows = new ArrayList<>();
    for (Row row : found.rows()) {
      KnownSpreads.Series series = series(row.key(), row.measure());
      if (isDecided(row.verdict())) {
        decided.putIfAbsent(series, row);
      }
      rows.add(decided.getOrDefault(series, row));
    }
    if (isNews(found.mean())) {
      mean = found.mean();
    }
    return found.with(rows, mean);
  }

  /**
   * Judges blocks again that were collected before.
   *
   * @param plan when they were looked at
   * @param blocks all of them
   * @param criteria what counts as a change this time
   */
  public static Comparison replay(SequentialPlan plan, List<Block> blocks, Criteria criteria) {
    SequentialVerdicts verdicts = new SequentialVerdicts(criteria);
    int last = blocks.stream().mapToInt(Block::round).max().orElseThrow();
    for (int done : plan.looks()) {
      if (done < last) {
        verdicts.add(
            plan.lookAt(done), blocks.stream().filter(block -> block.round() <= done).toList());
      }
    }
    return verdicts.add(plan.isLook(last) ? plan.lookAt(last) : plan.lastLookAt(last), blocks);
  }

  /** Returns the judge of a look, who knows the looks before it. */
  Judge judge(SequentialPlan.Look look) {
    return new Judge(
        criteria, look.level(), (trial, isSlower, p) -> smallest(look, trial, isSlower, p));
  }

  private double smallest(SequentialPlan.Look look, Trial trial, boolean isSlower, double p) {
    return (isSlower ? slower : faster)
        .merge(series(trial.key(), trial.measure()), look.adjusted(p), Math::min);
  }

  private static KnownSpreads.Series series(RowKey key, Measure measure) {
    return new KnownSpreads.Series(key, measure.metric());
  }

  /** Rounds without the rows that were decided say nothing new about all of them. */
  private boolean isNews(Optional<Comparison.Mean> found) {
    boolean isOpen = mean.flatMap(Comparison.Mean::verdict).filter(v -> isDecided(v)).isEmpty();
    return found.isPresent()
        && isOpen
        && mean.filter(before -> before.rounds() >= found.get().rounds()).isEmpty();
  }

  /** Returns the benchmarks with a row that more blocks could decide. */
  public static Set<RowKey> open(Comparison comparison) {
    return comparison.rows().stream()
        .filter(row -> !isDecided(row.verdict()))
        .map(Row::key)
        .collect(Collectors.toSet());
  }

  /** Tells whether no more blocks are needed. */
  static boolean isDecided(Verdict verdict) {
    return switch (verdict) {
      case REGRESSED, MISSING, NO_SLOWER, EQUIVALENT, FASTER, IMPROVED -> true;
      case SLOWER, INCONCLUSIVE, UNTESTED -> false;
    };
  }
}
