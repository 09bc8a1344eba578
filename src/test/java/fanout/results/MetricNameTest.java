package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MetricNameTest {
  @Test
  void givesEachMetricANameOfItsOwn() {
    assertThat(MetricName.values()).extracting(MetricName::key).doesNotHaveDuplicates();
  }

  @Test
  void givesEachMetricAUnitThatTheReaderTakesAsItIs() {
    assertThat(Arrays.stream(MetricName.values()).map(MetricName::unit))
        .allSatisfy(unit -> assertThat(MetricUnit.parse(unit).text()).isEqualTo(unit));
  }
}
