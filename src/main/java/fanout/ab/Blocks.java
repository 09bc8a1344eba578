package fanout.ab;

import fanout.ab.Units.Unit;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import fanout.stats.BlockComparison.Block;
import fanout.stats.Comparison;
import fanout.stats.SequentialVerdicts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The blocks that ran, and the units that need more of them. */
final class Blocks {
  private final List<Block> all = new ArrayList<>();
  private final Units units;
  private final Set<Unit> open;

  Blocks(Units units) {
    this.units = units;
    this.open = new LinkedHashSet<>(units.all());
  }

  List<Block> all() {
    return all;
  }

  /** Returns the units that are not decided. */
  Set<Unit> open() {
    return open;
  }

  void add(Block block) {
    all.add(block);
  }

  /** Closes units that ran and have no row that more blocks could decide. */
  void close(Comparison look) {
    Set<RowKey> undecided = SequentialVerdicts.open(look);
    Set<String> needed =
        all.stream()
            .filter(block -> keys(block).anyMatch(undecided::contains))
            .map(Block::unit)
            .collect(Collectors.toSet());
    open.removeIf(unit -> hasRun(unit) && !needed.contains(unit.name()));
  }

  /** Returns a look with what was not run: since a side lacks it, or since time ran out. */
  Comparison complete(Comparison look) {
    List<String> late = units.all().stream().filter(unit -> !hasRun(unit)).map(Unit::name).toList();
    return look.withMissing(units.onlyInA(), units.onlyInB())
        .withUntested(late, "time ran out before its first block");
  }

  /** Without this, sides that differ in a parameter would run to the end for nothing. */
  void requireCommonBenchmark() {
    Set<RowKey> a = new LinkedHashSet<>();
    Set<RowKey> b = new LinkedHashSet<>();
    for (Block block : all) {
      keys(block.base()).forEach(a::add);
      keys(block.candidate()).forEach(b::add);
    }
    if (!a.isEmpty() && !b.isEmpty() && a.stream().noneMatch(b::contains)) {
      throw new IllegalArgumentException(
          "A and B have no benchmark in common: A has %s, B has %s (--ignore-param leaves a parameter out)"
              .formatted(a.iterator().next(), b.iterator().next()));
    }
  }

  private boolean hasRun(Unit unit) {
    return all.stream().anyMatch(block -> block.unit().equals(unit.name()));
  }

  private static Stream<RowKey> keys(Block block) {
    return Stream.concat(keys(block.base()), keys(block.candidate()));
  }

  private static Stream<RowKey> keys(List<ResultFile> forks) {
    return forks.stream().flatMap(fork -> fork.entries().stream()).map(entry -> entry.key());
  }
}
