package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static fanout.stats.Results.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.results.ResultFile;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {
  private static final ResultFile FIRST =
      file("1.json", entry("a", 100, 100, 101), entry("b", 5, 5));
  private static final ResultFile SECOND =
      file("2.json", entry("a", "avgt", metric("us/op", 0.12, 0.12, 0.121)));
  private static final ResultFile THIRD =
      file("3.json", entry("a", 120, 121, 120), entry("c", 5, 5));

  @Test
  void showsEachBenchmarkOverTimeInOneUnit() {
    History history = History.of(List.of(FIRST, SECOND, THIRD), Criteria.DEFAULT);
    assertThat(history.trends())
        .extracting(t -> t.key().label())
        .containsExactly("acme.a", "acme.b", "acme.c");
    History.Trend trend = history.trends().getFirst();
    assertThat(trend.unit()).isEqualTo("ns/op");
    assertThat(trend.centres().get(1)).isCloseTo(120.33, within(0.01));
    assertThat(history.trends().get(1).centres().getFirst()).isCloseTo(5, within(1e-9));
    assertThat(history.trends().get(1).centres().subList(1, 3)).containsOnly(Double.NaN);
  }

  @Test
  void comparesTheLastFileWithTheFirstAndWithTheOneBefore() {
    History history = History.of(List.of(FIRST, SECOND, THIRD), Criteria.DEFAULT);
    assertThat(history.sinceFirst().rows().getFirst().verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(history.sincePrevious().rows().getFirst().verdict()).isEqualTo(Verdict.EQUIVALENT);
  }

  @Test
  void needsThreeFiles() {
    assertThatThrownBy(() -> History.of(List.of(FIRST, THIRD), Criteria.DEFAULT))
        .hasMessage("a history needs at least 3 files, had 2");
  }

  @Test
  void leavesOutCentresWhoseUnitDoesNotConvert() {
    ResultFile counted = file("2.json", Results.entry("a", "avgt", Results.metric("counts", 5, 5)));
    History history = History.of(List.of(FIRST, counted, FIRST, THIRD), Criteria.DEFAULT);
    List<Double> centres = history.trends().getFirst().centres();
    assertThat(centres.get(1)).isNaN();
    assertThat(centres.get(2)).isEqualTo(centres.getFirst()).isFinite();
  }
}
