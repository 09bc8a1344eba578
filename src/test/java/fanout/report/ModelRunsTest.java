package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose driver stands for that of a cluster. */
final class ModelRunsTest {
  @Test
  void takesAClustersOwnDriverHoweverCheapThatOfWorkerProcessesIs() {
    ModelRuns runs =
        withDrivers(
            Map.of("WORKER_PROCESSES chunk 25", 1.0, "CLUSTER chunk 25", 4.0, "CLUSTER", 9.0));

    assertThat(runs.memberDispatchNanos()).hasValue(4.0);
  }

  @Test
  void takesTheDriverOfWorkerProcessesWhereThereIsNoCluster() {
    assertThat(withDrivers(Map.of("WORKER_PROCESSES", 1.0)).memberDispatchNanos()).hasValue(1.0);
  }

  @Test
  void hasNoneWhereNoRequestWasHandedToAnotherProcess() {
    assertThat(withDrivers(Map.of()).memberDispatchNanos()).isEmpty();
  }

  private static ModelRuns withDrivers(Map<String, Double> driverNanos) {
    return new ModelRuns(Map.of(), Map.of(), driverNanos);
  }
}
