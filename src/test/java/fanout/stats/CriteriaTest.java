package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.RowKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CriteriaTest {
  private static final Criteria.Waiver WAIVER =
      new Criteria.Waiver(Pattern.compile("get"), 0.125, "slow disk", LocalDate.of(2999, 12, 31));

  @Test
  void findsTheWaiverOfARow() {
    Criteria criteria =
        new Criteria(List.of(Measure.of(Measure.TIME, 0.05)), Map.of(), List.of(WAIVER));
    assertThat(criteria.waiverOf(row("org.acme.Maps.get"))).contains(WAIVER);
    assertThat(criteria.waiverOf(row("org.acme.Maps.put"))).isEmpty();
    assertThat(WAIVER.covers(row("org.acme.Maps.get"))).isTrue();
    assertThat(WAIVER.covers(row("org.acme.Maps.put"))).isFalse();
  }

  @Test
  void saysWhatIsAcceptedHowLongAndWhy() {
    assertThat(WAIVER.text()).isEqualTo("accepted up to 12.5% until 2999-12-31: slow disk");
  }

  private static RowKey row(String benchmark) {
    return new RowKey(benchmark, "avgt", new TreeMap<>(), 1);
  }
}
