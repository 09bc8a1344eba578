package fanout.ab;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.ab.Units.Unit;
import fanout.results.RowKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final Unit GET = unit("get");
  private static final Unit PUT = unit("put");
  private static final Duration HOUR = Duration.ofHours(1);

  private final Pace pace = new Pace(10);

  private static Unit unit(String name) {
    return new Unit(Optional.of(new RowKey(name, Units.NOT_RUN, new TreeMap<>(), 1)));
  }

  @Test
  void multipliesAForksTimeByRowsAndForks() {
    assertThat(pace.announcement(2, Duration.ofSeconds(40), HOUR))
        .isEqualTo("about 53 min in all, about half where rows are soon decided");
  }

  @Test
  void saysWhereTheTimeLimitEndsIt() {
    assertThat(pace.announcement(3, Duration.ofSeconds(40), HOUR))
        .isEqualTo(
            "about 80 min in all, about half where rows are soon decided;"
                + " the time limit ends it after 60 min");
  }

  @Test
  void saysHowManyForksThereAreOnlyWithSeveralRows() {
    assertThat(pace.start(1)).isEmpty();
    assertThat(pace.start(2))
        .hasValue("2 rows, each by itself: at most 10 blocks of 4 forks each, 80 forks in all");
  }

  @Test
  void takesRowsThatHaveNotRunToBeAsLongAsOthers() {
    pace.ran(GET, 2_000_000_000L);
    assertThat(pace.line(Side.A, GET, List.of(GET, PUT)))
        .isEqualTo("fork 1 of at most 80: A get, 2.0 s; at most 3 min left");
    pace.ran(GET, 4_000_000_000L);
    assertThat(pace.line(Side.B, GET, List.of(PUT)))
        .isEqualTo("fork 2 of at most 42: B get, 4.0 s; at most 2 min left");
  }
}
