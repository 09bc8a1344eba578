package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums kept while a batch runs must give, to the nanosecond, the ledger of all its times. */
@Timeout(120)
final class RunningSumsTest {
  @ParameterizedTest
  @ValueSource(longs = {2, 30, 400, 5_000})
  void agreeWithTheFullLedgerOnRandomSchedules(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      int requests = 1 + random.nextInt(300);
      int concurrency = 1 + random.nextInt(20);
      Schedule.Known known = Schedule.random(random, requests, concurrency);

      RunningSums sums = replay(known.timeline(), concurrency, random);

      assertThat(sums.book(concurrency, known.timeline().ended()))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(known.ledger());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 40})
  void agreeWithTheFullLedgerOnTimesFromAFarSide(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      int requests = 1 + random.nextInt(300);
      int concurrency = 1 + random.nextInt(20);
      Schedule.Known known = Schedule.random(random, requests, concurrency);
      Timeline times = known.timeline();
      RunningSums sums = new RunningSums(requests, concurrency);
      sums.reset();
      sums.begin(times.began());
      for (int number = 0; number < requests; number++) { // in no order of time at all
        sums.place(
            number,
            times.startedAt(number),
            times.sentAt(number),
            times.receivedAt(number),
            times.finishedAt(number));
      }
      assertThat(sums.book(concurrency, times.ended())).isEqualTo(known.ledger());
    }
  }

  @ParameterizedTest
  @CsvSource({"200, 3", "2000, 10", "300, 200", "50, 80"})
  void agreeWithTheFullLedgerOnARealBatchOfVirtualThreads(int requests, int concurrency)
      throws Exception {
    Timeline times = Timeline.recording(requests);
    RunningSums sums = new RunningSums(requests, concurrency);
    for (int batch = 0; batch < 3; batch++) {
      sums.reset();
      times.begin();
      sums.begin(times.began());
      times.submittedAll();
      issue(times, sums, concurrency);
      times.gatheredAll();
      times.end();
      SlotLedger full = new Bookkeeper(requests, concurrency).book(times);
      assertThat(sums.book(concurrency, times.ended())).isEqualTo(full);
      assertThat(sums.exchange().getTotalCount()).isEqualTo(requests);
    }
  }

  private static void issue(Timeline times, RunningSums sums, int concurrency) throws Exception {
    Semaphore permits = new Semaphore(concurrency);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int request = 0; request < times.requests(); request++) {
        int number = request;
        executor.execute(
            () -> {
              permits.acquireUninterruptibly();
              sums.enter();
              times.issue(number, RunningSumsTest::pauseSometimes);
              LockSupport.parkNanos(1); // others finish between this one's finish and its entry
              sums.leave(
                  times.startedAt(number),
                  times.sentAt(number),
                  times.receivedAt(number),
                  times.finishedAt(number));
              permits.release();
            });
      }
    }
  }

  private static int pauseSometimes(int number) {
    if (number % 7 == 0) {
      LockSupport.parkNanos(50_000);
    }
    return number;
  }

  @Test
  void aTimelineOfSumsIsBookedLikeAnyOther() {
    Timeline timeline = Timeline.sums(100, 1);
    Latencies latencies = new Latencies();
    for (int batch = 1; batch <= 2; batch++) {
      timeline.begin();
      for (int number = 0; number < 100; number++) {
        timeline.submitted(number);
        timeline.issue(number, n -> n);
        timeline.gathered(number);
      }
      timeline.end();
      latencies.add(timeline);
      SlotLedger ledger = new Bookkeeper(100, 1).book(timeline).requireClosed();
      assertThat(ledger.makespanNanos()).isEqualTo(timeline.ended() - timeline.began());
      assertThat(latencies.exchange().getTotalCount()).isEqualTo(100L * batch);
      assertThat(latencies.meanTurnaroundNanos())
          .isBetween(0.0, (double) ledger.makespanNanos() * batch);
    }
    assertThat(latencies.turnaround().getTotalCount()).isZero();
  }

  @Test
  void refuseABatchThatBreaksItsConcurrencyLimit() {
    RunningSums sums = new RunningSums(3, 2);
    sums.reset();
    sums.begin(0);
    for (int request = 0; request < 3; request++) {
      sums.enter();
    }
    for (int request = 0; request < 3; request++) {
      sums.leave(1, 2, 3, 4);
    }
    assertThatThrownBy(() -> sums.book(2, 10))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("3 requests were in progress in 2 slots");
  }

  @Test
  void refuseABatchThatLacksARequest() {
    Timeline timeline = Timeline.sums(2, 1);
    timeline.begin();
    timeline.issue(0, n -> n);
    timeline.end();
    assertThatThrownBy(() -> new Bookkeeper(2, 1).book(timeline))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("times of 2 requests, had 1");
  }

  @Test
  void refuseTimesThatRunBackwards() {
    RunningSums sums = new RunningSums(1, 1);
    sums.reset();
    sums.begin(0);
    sums.place(0, 5, 4, 6, 7);
    assertThatThrownBy(() -> sums.book(1, 10))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("request 0");
  }

  /** Plays a batch again in order of time; a request is counted out as late as its slot allows. */
  private static RunningSums replay(Timeline times, int concurrency, Random random) {
    RunningSums sums = new RunningSums(times.requests(), concurrency);
    sums.reset();
    sums.begin(times.began());
    List<Integer> byStart =
        IntStream.range(0, times.requests())
            .boxed()
            .sorted(Comparator.comparingLong(n -> times.startedAt(n) - times.began()))
            .toList();
    List<Integer> in = new ArrayList<>();
    for (int number : byStart) {
      List<Integer> done =
          new ArrayList<>(
              in.stream().filter(n -> times.finishedAt(n) - times.startedAt(number) <= 0).toList());
      while (in.size() == concurrency || (!done.isEmpty() && random.nextBoolean())) {
        Integer leaving = done.get(random.nextInt(done.size()));
        done.removeIf(leaving::equals);
        leave(sums, times, in, leaving);
      }
      sums.enter();
      in.add(number);
    }
    while (!in.isEmpty()) {
      leave(sums, times, in, in.get(random.nextInt(in.size())));
    }
    return sums;
  }

  private static void leave(RunningSums sums, Timeline times, List<Integer> in, Integer number) {
    in.removeIf(number::equals);
    sums.leave(
        times.startedAt(number),
        times.sentAt(number),
        times.receivedAt(number),
        times.finishedAt(number));
  }
}
