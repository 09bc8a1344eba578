package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.RowKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RowNamesTest {
  private static final RowKey POOL = key(Map.of("strategy", "POOL", "requests", "1000"));
  private static final RowKey ONE = key(Map.of("strategy", "ONE", "requests", "1000"));

  @Test
  void saysOnceWhatAllRowsShare() {
    RowNames names = new RowNames(List.of(POOL, ONE));

    assertThat(names.common()).isEqualTo("requests=1000");
    assertThat(names.of(POOL)).isEqualTo("B.c (strategy=POOL)");
    assertThat(names.of(ONE)).isEqualTo("B.c (strategy=ONE)");
  }

  @Test
  void keepsAParameterThatOneRowLacks() {
    RowKey bare = key(Map.of("strategy", "ONE"));
    RowNames names = new RowNames(List.of(POOL, bare));

    assertThat(names.common()).isEmpty();
    assertThat(names.of(POOL)).isEqualTo(POOL.label());
  }

  @Test
  void leavesASingleRowItsWholeName() {
    assertThat(new RowNames(List.of(POOL)).of(POOL)).isEqualTo(POOL.label());
    assertThat(new RowNames(List.of()).common()).isEmpty();
  }

  @Test
  void addsTheModeWhereRowsDifferInIt() {
    RowKey rate = new RowKey("a.B.c", "thrpt", new TreeMap<>(), 1);
    RowKey time = new RowKey("a.B.c", "avgt", new TreeMap<>(), 1);
    RowNames names = new RowNames(List.of(rate, time));

    assertThat(names.of(rate)).isEqualTo("B.c, thrpt");
    assertThat(names.of(time)).isEqualTo("B.c, avgt");
  }

  @Test
  void addsThePackageWhereClassesOfTheSameNameDiffer() {
    RowKey one = new RowKey("a.x.B.c", "avgt", new TreeMap<>(Map.of("n", "1")), 4);
    RowKey other = new RowKey("a.y.B.c", "avgt", new TreeMap<>(Map.of("n", "2")), 1);
    RowNames names = new RowNames(List.of(one, other));

    assertThat(names.of(one)).isEqualTo("a.x.B.c (n=1) @4 threads");
    assertThat(names.of(other)).isEqualTo("a.y.B.c (n=2)");
  }

  private static RowKey key(Map<String, String> params) {
    return new RowKey("a.B.c", "avgt", new TreeMap<>(params), 1);
  }
}
