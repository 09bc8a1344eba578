package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.Delay;
import fanout.stub.StubConfig;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which slot issues which requests where all delays are known. */
final class SharesTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 2_000_000})
  void takesRequestsInTurnWhenDelaysAreEqual(long delay) {
    assertThat(new Shares(3, number -> delay).ofBatch(7))
        .isDeepEqualTo(new int[][] {{0, 3, 6}, {1, 4}, {2, 5}});
  }

  @Test
  void givesEachRequestToTheSlotThatIsFreeFirst() {
    long[] delays = {9, 1, 2, 3, 4, 1};
    assertThat(new Shares(2, number -> delays[number]).ofBatch(delays.length))
        .isDeepEqualTo(new int[][] {{0, 5}, {1, 2, 3, 4}});
  }

  @Test
  void leavesSlotsEmptyThatHaveNoRequest() {
    assertThat(new Shares(3, number -> 0).ofBatch(2)).isDeepEqualTo(new int[][] {{0}, {1}, {}});
  }

  @Test
  void worksOutSharesAgainForABatchOfAnotherSize() {
    Shares shares = new Shares(2, number -> 0);
    assertThat(shares.ofBatch(2)).isDeepEqualTo(new int[][] {{0}, {1}});
    assertThat(shares.ofBatch(3)).isDeepEqualTo(new int[][] {{0, 2}, {1}});
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2ms", "exp:2ms", "lognormal:2ms:20ms"})
  void holdEveryRequestOnceWithinTheBoundOfListScheduling(String delay) {
    int requests = 1000;
    int slots = 10;
    StubConfig stub = StubConfig.withDefaults().withDelay(Delay.parse(delay));
    int[][] shares = new Shares(slots, stub::delayNanosOf).ofBatch(requests);
    assertThat(Arrays.stream(shares).flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, requests).toArray());
    long sum = IntStream.range(0, requests).mapToLong(stub::delayNanosOf).sum();
    long longest = IntStream.range(0, requests).mapToLong(stub::delayNanosOf).max().orElseThrow();
    assertThat(Arrays.stream(shares))
        .allSatisfy(
            share ->
                assertThat(Arrays.stream(share).mapToLong(stub::delayNanosOf).sum())
                    .as("Graham's bound: the mean load and one request more")
                    .isLessThanOrEqualTo(sum / slots + longest));
  }
}
