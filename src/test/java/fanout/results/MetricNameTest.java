package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MetricNameTest {
  @Test
  void findsEachMetricByTheNameInAFile() {
    assertThat(MetricName.values())
        .allSatisfy(name -> assertThat(MetricName.of(name.key())).contains(name));
  }

  @Test
  void knowsNoMetricOfOthers() {
    assertThat(MetricName.of("gc.alloc.rate.norm")).isEmpty();
  }

  @Test
  void givesEachMetricAUnitThatTheReaderTakesAsItIs() {
    assertThat(Arrays.stream(MetricName.values()).map(MetricName::unit))
        .allSatisfy(unit -> assertThat(MetricUnit.parse(unit).text()).isEqualTo(unit));
  }
}
