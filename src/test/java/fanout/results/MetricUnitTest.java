package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fanout.results.MetricUnit.Dimension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricUnitTest {
  @ParameterizedTest
  @CsvSource({
    "ns/op,TIME,1",
    "us/op,TIME,1e3",
    "ms/op,TIME,1e6",
    "s/op,TIME,1e9",
    "min/op,TIME,6e10",
    "hr/op,TIME,3.6e12",
    "day/op,TIME,8.64e13",
    "ms,TIME,1e6",
    "ops/ns,THROUGHPUT,1",
    "ops/us,THROUGHPUT,1e-3",
    "ops/s,THROUGHPUT,1e-9",
    "ops/sec,THROUGHPUT,1e-9",
    "ops/min,THROUGHPUT,1.6666666666666667e-11",
    "B/op,OTHER,1",
    "MB/sec,OTHER,1",
    "counts,OTHER,1",
    "ops,OTHER,1",
    "#/op,OTHER,1"
  })
  void knowsDimensionAndFactor(String text, Dimension dimension, double factor) {
    MetricUnit unit = MetricUnit.parse(text);
    assertThat(unit.dimension()).isEqualTo(dimension);
    assertThat(unit.factor()).isCloseTo(factor, within(factor * 1e-12));
  }

  @Test
  void convertsWithinADimensionOnly() {
    MetricUnit micros = MetricUnit.parse("us/op");
    assertThat(micros.convert(2, MetricUnit.parse("ms/op"))).isCloseTo(2000, within(1e-9));
    assertThatThrownBy(() -> micros.convert(2, MetricUnit.parse("ops/us")))
        .hasMessage("'ops/us' does not convert to 'us/op'");
    assertThat(MetricUnit.parse("B/op").convertsTo(MetricUnit.parse("MB/sec"))).isFalse();
    assertThat(MetricUnit.parse("B/op").convertsTo(MetricUnit.parse("B/op"))).isTrue();
  }
}
