package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.Calibration;
import fanout.results.Calibration.Batch;
import fanout.strategy.Strategy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
final class CalibrationRunIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {
        "SINGLE_THREAD",
        "THREAD_POOL",
        "VIRTUAL_THREADS",
        "WORKER_PROCESSES",
        "THREAD_PER_REQUEST"
      })
  void recordsEveryBatchWithItsAccountAndItsLedger(Strategy strategy) throws Exception {
    CalibrationPlan plan = new CalibrationPlan(List.of(strategy), 2, 8, 2, 1);
    StringWriter progress = new StringWriter();
    Path file = folder.resolve("calibration.json");

    Calibration calibration =
        new CalibrationRun(plan, new PrintWriter(progress, true))
            .execute(file, List.of("calibrate"));

    assertThat(calibration.batches()).hasSize(plan.batches());
    for (Batch batch : calibration.batches()) {
      assertThat(batch.strategy()).isEqualTo(strategy.name());
      assertThat(batch.slots()).isEqualTo(plan.slots(strategy));
      assertThat(batch.added()).isGreaterThanOrEqualTo(batch.askedNanos());
      assertThat(batch.lineNanos().get(batch.place()))
          .as(batch.toString())
          .isGreaterThanOrEqualTo(batch.addedTo(batch.place()));
      assertThat(batch.lineNanos().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(batch.slots() * batch.makespanNanos());
    }
    assertThat(Files.readString(file))
        .contains("\"kind\" : \"fanout-calibration\"", "\"environment\"", "\"processors\"");
    assertThat(progress.toString()).contains(strategy.name());
  }
}
