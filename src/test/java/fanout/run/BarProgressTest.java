package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BarProgressTest {
  @ParameterizedTest
  @CsvSource({
    "FanOutBenchmark strategy=WORKER_PROCESSES delay=2ms, true, WORKER_PROCESSES 2ms",
    "FanOutBenchmark strategy=THREAD_POOL, false, FanOut THREAD_POOL",
    "X strategy=HTTP2_ONE_CONNECTION delay=lognormal:2ms:20ms, true, HTTP2_ONE_CONNECTION logno~"
  })
  void namesAVariantByItsValues(String variant, boolean oneBenchmark, String brief) {
    assertThat(BarProgress.brief(variant, oneBenchmark)).isEqualTo(brief);
  }

  @Test
  void theVariantIsWholeWithinEightyColumns() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RunPlan plan =
        new RunPlan(List.of(new RunPlan.Variant("a.FanOutBenchmark.fanOut", Map.of(), 3, 5, 0)));
    try (BarProgress bar =
        new BarProgress(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), plan, new TimeLeft(plan))) {
      bar.variantStarts("FanOutBenchmark strategy=HTTP2_ONE_CONNECTION delay=2ms");
      bar.iterationDone();
      bar.redraw();
    }
    List<String> drawn =
        bytes
            .toString(StandardCharsets.UTF_8)
            .lines()
            .flatMap(line -> line.strip().lines())
            .toList();
    assertThat(drawn).anyMatch(line -> line.contains("HTTP2_ONE_CONNECTION 2ms"));
    assertThat(drawn).allMatch(line -> line.length() < 80);
  }
}
