package fanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.model.LadderRow.Terms;
import fanout.stats.ForkMean;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Student's quantiles are those of R's qt(0.975, 2) = 4.302653 and qt(0.975, 4) = 2.776445. */
final class LadderTest {
  private static final Offset<Double> CLOSE = within(1e-5);
  private static final double T2 = 4.302653;

  @Test
  void takesAPoolApartBySharingThenHandOff() {
    Terms terms = row("THREAD_POOL", complete()).makespan().orElseThrow();

    assertMean(terms.whole(), 25, 2);
    assertMean(terms.requests(), 22, 2);
    assertMean(terms.sharing(), 1, 1); // 1, 0, 2
    assertThat(terms.vehicle()).isEmpty();
    assertMean(terms.handOff(), 2, 1); // 2, 3, 1
    assertMean(terms.synchronization(), 3, 0); // 3, 3, 3
  }

  @Test
  void takesVirtualThreadsApartByVehicleThenHandOff() {
    Terms terms = row("VIRTUAL_THREADS", complete()).makespan().orElseThrow();

    assertMean(terms.requests(), 23, Math.sqrt(7)); // 21, 22, 26
    assertThat(terms.sharing()).isEmpty();
    assertMean(terms.vehicle(), 8, 1); // 8, 9, 7
    assertMean(terms.handOff(), 5, 1); // 4, 5, 6
    assertMean(terms.synchronization(), 5, 1);
  }

  @Test
  void takesProcessesApartFromThreadsWithAClientEach() {
    Terms terms = row("WORKER_PROCESSES", complete()).makespan().orElseThrow();

    assertMean(terms.requests(), 22, 2);
    assertMean(terms.vehicle(), 10, 1); // 9, 10, 11
    assertMean(terms.handOff(), -2, 1); // -1, -2, -3
    assertMean(terms.synchronization(), -2, 1);
  }

  @Test
  void takesTheClientsCpuApartInTheSameWay() {
    Contenders rows =
        Contenders.ofThousand()
            .addWith("ORACLE_THREADS", "NONE", cpu(40, 42, 44), 20, 20, 20)
            .addWith("ORACLE_SHARED", "NONE", cpu(41, 42, 46), 20, 20, 20)
            .addWith("THREAD_POOL", "PLATFORM_THREADS", cpu(43, 45, 47), 20, 20, 20);

    Terms terms = row("THREAD_POOL", rows).cpu().orElseThrow();

    assertMean(terms.whole(), 45, 2);
    assertMean(terms.sharing(), 1, 1);
    assertMean(terms.handOff(), 2, 1);
    assertMean(terms.synchronization(), 3, 0);
  }

  @Test
  void hasNoCpuTermsWhereTheResultHasNoCpuTimes() {
    assertThat(row("THREAD_POOL", complete()).cpu()).isEmpty();
  }

  @Test
  void comparesAStrategyOfAUserWithTheControlOfItsVehicle() {
    Contenders rows = complete().add("MINE", "PLATFORM_THREADS", 24, 25, 29);

    assertMean(row("MINE", rows).makespan().orElseThrow().handOff(), 3, 0);
  }

  @Test
  void leavesTheSingleThreadAndControlsWhole() {
    assertThat(Ladder.of(complete().file().entries()).getFirst().rows())
        .filteredOn(
            row -> Ladder.isControl(row.strategy()) || row.strategy().equals(Ladder.SINGLE_THREAD))
        .hasSize(5)
        .allSatisfy(row -> assertThat(row.makespan()).isEmpty())
        .allSatisfy(row -> assertThat(row.missing()).isEmpty());
  }

  @Test
  void namesEachControlThatIsMissingAndKeepsTheTermsThatAreNot() {
    Contenders rows =
        Contenders.ofThousand()
            .add("ORACLE_SHARED", "NONE", 21, 22, 26)
            .add("THREAD_POOL", "PLATFORM_THREADS", 23, 25, 27);

    LadderRow row = row("THREAD_POOL", rows);

    assertThat(row.missing()).containsExactly("ORACLE_THREADS");
    assertMean(row.makespan().orElseThrow().handOff(), 2, 1);
    assertThat(row.makespan().orElseThrow().sharing()).isEmpty();
    assertThat(row.makespan().orElseThrow().synchronization()).isEmpty();
  }

  @Test
  void dividesTheSingleThreadsMakespanForkByFork() {
    ForkMean speedUp =
        row(
                "THREAD_POOL",
                Contenders.ofThousand()
                    .add("SINGLE_THREAD", "NONE", 40, 80)
                    .add("THREAD_POOL", "PLATFORM_THREADS", 20, 40))
            .speedUp()
            .orElseThrow();

    assertThat(speedUp.mean()).isCloseTo(2, CLOSE);
    assertThat(speedUp.low()).isCloseTo(2, CLOSE);
  }

  @Test
  void givesFiguresWithoutIntervalsForOneFork() {
    Contenders rows =
        Contenders.ofThousand()
            .add("ORACLE_THREADS", "NONE", 20)
            .add("ORACLE_SHARED", "NONE", 21)
            .add("THREAD_POOL", "PLATFORM_THREADS", 23);

    ForkMean handOff = row("THREAD_POOL", rows).makespan().orElseThrow().handOff().orElseThrow();

    assertThat(handOff.mean()).isCloseTo(2, CLOSE);
    assertThat(handOff.forks()).isEqualTo(1);
    assertThat(handOff.halfWidth()).isNaN();
  }

  @Test
  void keepsTheIntervalOfAMakespanAboveZero() {
    ForkMean makespan =
        row("THREAD_POOL", Contenders.ofThousand().add("THREAD_POOL", "PLATFORM_THREADS", 10, 30))
            .makespanMillis();

    assertThat(makespan.mean()).isCloseTo(20, CLOSE);
    assertThat(makespan.low()).isPositive();
  }

  @Test
  void doesNotPairRowsWithDifferentForks() {
    Contenders rows =
        Contenders.ofThousand()
            .add("ORACLE_THREADS", "NONE", 20, 21, 22)
            .add("ORACLE_SHARED", "NONE", 21, 22)
            .add("THREAD_POOL", "PLATFORM_THREADS", 23, 24, 25);

    assertThat(row("THREAD_POOL", rows).makespan().orElseThrow().handOff()).isEmpty();
  }

  @Test
  void passesOverRowsWithoutRounds() {
    String old = complete().json().replaceAll("\"rounds\": .*", "");
    assertThat(Ladder.of(Contenders.read(old).entries())).isEmpty();
  }

  @Test
  void closesWhateverTheMakespansAre() {
    long seed = 20261126;
    Random random = new Random(seed);
    for (int draw = 0; draw < 40; draw++) {
      Contenders rows = Contenders.ofThousand();
      for (String control : List.of("THREADS", "SHARED", "VIRTUAL", "PROCESSES")) {
        rows.add("ORACLE_" + control, "NONE", millis(random));
      }
      for (String vehicle : List.of("PLATFORM_THREADS", "VIRTUAL_THREADS", "PROCESSES")) {
        LadderRow row = row("MINE", rows.copy().add("MINE", vehicle, millis(random)));
        Terms terms = row.makespan().orElseThrow();
        double sum =
            Stream.of(terms.requests(), terms.sharing(), terms.vehicle(), terms.handOff())
                .flatMap(Optional::stream)
                .mapToDouble(ForkMean::mean)
                .sum();
        assertThat(sum).as("seed %d, %s", seed, vehicle).isCloseTo(terms.whole().mean(), CLOSE);
        assertThat(sum).isCloseTo(row.makespanMillis().mean(), CLOSE); // N = 1000
      }
    }
  }

  private static double[] millis(Random random) {
    return random.doubles(5, 1, 100).toArray();
  }

  private static Contenders complete() {
    return Contenders.ofThousand()
        .add("SINGLE_THREAD", "NONE", 40, 44, 48)
        .add("ORACLE_THREADS", "NONE", 20, 22, 24)
        .add("ORACLE_SHARED", "PLATFORM_THREADS", 21, 22, 26)
        .add("ORACLE_VIRTUAL", "NONE", 29, 31, 33)
        .add("ORACLE_PROCESSES", "NONE", 29, 32, 35)
        .add("THREAD_POOL", "PLATFORM_THREADS", 23, 25, 27)
        .add("VIRTUAL_THREADS", "VIRTUAL_THREADS", 33, 36, 39)
        .add("WORKER_PROCESSES", "PROCESSES", 28, 30, 32);
  }

  private static LadderRow row(String strategy, Contenders rows) {
    return Ladder.of(rows.file().entries()).stream()
        .flatMap(ladder -> ladder.rows().stream())
        .filter(row -> row.strategy().equals(strategy))
        .findFirst()
        .orElseThrow();
  }

  private static String cpu(double... forks) {
    return Contenders.metric("cpu.client", "us/request", forks);
  }

  private static void assertMean(Optional<ForkMean> mean, double expected, double deviation) {
    assertMean(mean.orElseThrow(), expected, deviation);
  }

  /** The deviation of three forks gives the half width t(2) · s ÷ √3. */
  private static void assertMean(ForkMean mean, double expected, double deviation) {
    assertThat(mean.mean()).isCloseTo(expected, CLOSE);
    assertThat(mean.halfWidth()).isCloseTo(T2 * deviation / Math.sqrt(3), CLOSE);
  }
}
