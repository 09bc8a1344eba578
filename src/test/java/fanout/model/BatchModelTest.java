package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import fanout.model.BatchModel.Scenario;
import fanout.model.ModelFit.Observation;
import fanout.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchModelTest {
  /** 50 µs of processor, 30 more where a request sleeps, 10 of waking, 190 late; 0.1 ms a batch. */
  private static final BatchModel MODEL = new BatchModel(5e4, 3e4, 1e4, 1.9e5, 1e5, 0);

  /** The machine repairman with one repairer, by its closed form. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void oneProcessorIsTheMachineRepairman(int slots) {
    double sum = 0;
    double term = 1;
    for (int k = 0; k <= slots; k++) {
      sum += term;
      term *= (slots - k) * 3.0 / 20.0;
    }
    double exact = (1 - 1 / sum) / 3;
    assertThat(new BatchModel.ClosedNetwork(20, 3, 1, 0).throughput(slots))
        .isCloseTo(exact, within(1e-12));
  }

  @Test
  void oneSlotTakesOneRequestAfterTheOther() {
    BatchModel.Makespan makespan = MODEL.makespan(batch(100, 1, 1, "2ms"));
    assertThat(makespan.nanos()).isCloseTo(1e5 + 100 * (8e4 + 2.2e6), within(1.0));
    assertThat(makespan.limit()).isEqualTo("slots");
  }

  @Test
  void manySlotsWaitForProcessors() {
    BatchModel.Makespan makespan = MODEL.makespan(batch(1_000_000, 1_000, 1, "2ms"));
    assertThat(makespan.nanos()).isCloseTo(1e6 * 8e4 / 2, Percentage.withPercentage(1));
    assertThat(makespan.limit()).isEqualTo("processors");
  }

  @Test
  void manyMembersWaitForTheDispatcher() {
    BatchModel.Makespan makespan =
        MODEL.withDispatch(1e4).makespan(batch(1_000_000, 10_000, 100, "2ms"));
    assertThat(makespan.nanos()).isCloseTo(1e6 * 1e4, Percentage.withPercentage(1));
    assertThat(makespan.limit()).isEqualTo("dispatch");
  }

  @Test
  void theLastRoundIsAWholeOneWhereSlotsKeepStep() {
    double whole = MODEL.makespan(batch(20, 10, 1, "50ms")).nanos();
    double partial = MODEL.makespan(batch(11, 10, 1, "50ms")).nanos();
    assertThat(partial / whole).isCloseTo(1, within(0.02));
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 10, 1, 0, 0",
    "1000, 1, 1, 2ms, 0",
    "1000, 4, 1, 2ms, 0",
    "1000, 16, 1, 2ms, 0",
    "1000, 50, 1, 2ms, 0",
    "5000, 50, 1, exp:2ms, 0",
    "1000, 200, 1, exp:20ms, 0",
    "2000, 100, 1, lognormal:5ms:50ms, 0",
    "10000, 256, 1, 2ms, 0",
    "10000, 100, 10, 2ms, 1us",
    "10000, 100, 10, exp:2ms, 10us",
    "20000, 1000, 10, 10ms, 1us",
    "100, 100, 1, exp:20ms, 0"
  })
  void formulaAndSimulationAgree(
      int requests, int concurrency, int members, String delay, String dispatch) {
    Scenario batch = batch(requests, concurrency, members, delay);
    BatchModel model = MODEL.withDispatch(ServiceTime.parse(dispatch).mean());
    double simulated =
        LongStream.rangeClosed(1, 10)
            .mapToDouble(seed -> new BatchSimulation(model, batch, seed).makespan())
            .average()
            .orElseThrow();
    assertThat(model.makespan(batch).nanos() / simulated).isBetween(0.9, 1.1);
  }

  @Test
  void aSimulationIsTheSameForTheSameSeed() {
    Scenario batch = batch(500, 10, 1, "exp:2ms");
    double once = new BatchSimulation(MODEL, batch, 5).makespan();
    assertThat(new BatchSimulation(MODEL, batch, 5).makespan()).isEqualTo(once);
    assertThat(new BatchSimulation(MODEL, batch, 6).makespan()).isNotEqualTo(once);
  }

  @Test
  void aFitFindsTheModelThatMadeTheMakespans() {
    ModelFit fit = ModelFit.of(made(), 0);
    assertThat(fit.model().demandNanos()).isCloseTo(5e4, Percentage.withPercentage(3));
    assertThat(fit.model().sleepNanos()).isCloseTo(3e4, Percentage.withPercentage(10));
    assertThat(fit.model().lateNanos() + fit.model().overheadNanos())
        .isCloseTo(2e5, Percentage.withPercentage(10));
    assertThat(fit.residual()).isLessThan(0.01);
    Scenario unseen = batch(20_000, 30, 1, "exp:3ms");
    assertThat(fit.predict(unseen).contains(MODEL.makespan(unseen).nanos())).isTrue();
    assertThat(fit.model().makespan(unseen).nanos())
        .isCloseTo(MODEL.makespan(unseen).nanos(), Percentage.withPercentage(2));
  }

  @Test
  void noiseWidensTheInterval() {
    List<Observation> noisy = new ArrayList<>();
    double sign = 1;
    for (Observation seen : made()) {
      noisy.add(new Observation(seen.batch(), seen.makespanNanos() * (1 + 0.1 * sign)));
      sign = -sign;
    }
    Scenario unseen = batch(20_000, 30, 1, "3ms");
    double narrow = width(ModelFit.of(made(), 0).predict(unseen));
    ModelFit fit = ModelFit.of(noisy, 0);
    assertThat(fit.residual()).isBetween(0.05, 0.25);
    assertThat(width(fit.predict(unseen))).isGreaterThan(2 * narrow);
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  @Test
  void refusesTooFewObservationsAndImpossibleBatches() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFit.of(made().subList(0, 3), 0))
        .withMessageContaining("at least 4")
        .withMessageContaining("had 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch(1, 5, 10, "0"))
        .withMessageContaining("was 5 for 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch(0, 5, 1, "0"))
        .withMessage("requests must be > 0, was 0");
  }

  private static List<Observation> made() {
    List<Observation> made = new ArrayList<>();
    for (String delay : List.of("0", "2ms", "10ms")) {
      for (int concurrency : new int[] {4, 16, 64}) {
        Scenario batch = batch(1_000, concurrency, 1, delay);
        made.add(new Observation(batch, MODEL.makespan(batch).nanos()));
      }
    }
    return made;
  }

  private static Scenario batch(int requests, int concurrency, int members, String delay) {
    return new Scenario(requests, concurrency, members, 2, ServiceTime.parse(delay));
  }
}
