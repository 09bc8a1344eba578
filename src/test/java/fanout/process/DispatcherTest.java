package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fanout.process.Frame.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DispatcherTest {
  private final Dispatcher dispatcher = new Dispatcher();
  private final List<String> told = new ArrayList<>();

  @Test
  void servesJobsInTheOrderInWhichTheyCame() {
    dispatcher.add(new Numbered("a", 2, 9, 0));
    dispatcher.add(new Numbered("b", 1, 9, 0));

    assertThat(claim(0)).isEqualTo("a1");
    assertThat(claim(1)).isEqualTo("a2");
    assertThat(dispatcher.anyLeft()).isTrue();
    assertThat(claim(0)).isEqualTo("b1");
    assertThat(dispatcher.anyLeft()).isFalse();
    assertThat(dispatcher.claim(0, 100, "", null)).isNull();
  }

  @Test
  void passesOverAJobThatHasNothingForTheWorker() {
    dispatcher.add(new Numbered("few", 2, 1, 0));
    dispatcher.add(new Numbered("all", 1, 9, 0));

    assertThat(claim(1)).isEqualTo("all1");
    assertThat(claim(0)).isEqualTo("few1");
  }

  @Test
  void keepsBackWhatIsKnownToBeTooLong() {
    dispatcher.add(new Numbered("long", 1, 9, 101));
    assertThat(dispatcher.claim(0, 100, "", null)).isNull();
    assertThat(dispatcher.claim(0, 101, "", null)).isNotNull();
  }

  @Test
  void sharesWhatIsLeftAmongWorkers() {
    dispatcher.add(new Numbered("a", 30, 100, 0));
    assertThat(dispatcher.share(10)).isEqualTo(3);
    dispatcher.withdraw(new Numbered("other", 5, 100, 0));
    assertThat(dispatcher.share(10)).isEqualTo(3);
    assertThat(dispatcher.share(100)).isEqualTo(1);
  }

  @Test
  void sharesTheOnlyJobAmongTheWorkersThatHaveAPartInIt() {
    dispatcher.add(new Numbered("few", 30, 2, 0));
    assertThat(dispatcher.share(10)).isEqualTo(15);
    dispatcher.add(new Numbered("all", 30, 9, 0));
    assertThat(dispatcher.share(10)).isEqualTo(6);
    for (int order = 0; order < 30; order++) {
      claim(0);
    }
    assertThat(dispatcher.share(9)).isEqualTo(3);
    dispatcher.putBack(Objects.requireNonNull(dispatcher.claim(0, 100, "", null)));
    assertThat(dispatcher.share(10)).as("what was given back is anybody's").isEqualTo(3);
  }

  @Test
  void sharesMoreOrdersThanAnIntHolds() {
    dispatcher.add(new Numbered("a", Integer.MAX_VALUE, 9, 0));
    dispatcher.add(new Numbered("b", 2, 9, 0));
    assertThat(dispatcher.share(1)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void tellsAJobOfItsEndWhenNoneIsLeftAndNoneInFlight() {
    dispatcher.add(new Numbered("a", 2, 9, 0));
    Order first = Objects.requireNonNull(dispatcher.claim(0, 100, "", null));
    Order second = Objects.requireNonNull(dispatcher.claim(1, 100, "", null));
    dispatcher.over(second);
    assertThat(told).isEmpty();
    dispatcher.over(first);
    assertThat(told).containsExactly("a ended");
  }

  @Test
  void makesNoMoreOrdersOfAWithdrawnJob() throws Exception {
    Numbered job = new Numbered("a", 5, 9, 0);
    dispatcher.add(job);
    Order first = Objects.requireNonNull(dispatcher.claim(0, 100, "", null));
    dispatcher.withdraw(job);
    assertThat(dispatcher.claim(0, 100, "", null)).isNull();
    assertThat(told).isEmpty();
    dispatcher.over(first);
    assertThat(told).containsExactly("a ended");
    dispatcher.awaitAll(() -> false);
  }

  @Test
  void handsOutAgainWhatAWorkerHasNotBegunWith() {
    dispatcher.add(new Numbered("a", 2, 9, 0));
    Order first = Objects.requireNonNull(dispatcher.claim(0, 100, "", null));
    dispatcher.putBack(first);
    assertThat(dispatcher.anyLeft()).isTrue();
    assertThat(dispatcher.claim(1, 100, "", null)).isSameAs(first);
  }

  @Test
  void sendsNothingBehindAnotherJobWhereOneOfTheTwoHasALimit() {
    Duration limit = Duration.ofSeconds(1);
    Job limited = new Numbered("a", 2, limit);
    Job alsoLimited = new Numbered("b", 1, limit);
    Job free = new Numbered("c", 2, 9, 0);
    for (Job job : List.of(limited, alsoLimited, free, new Numbered("d", 1, 9, 0))) {
      dispatcher.add(job);
    }
    assertThat(claim(0)).isEqualTo("a1");
    assertThat(dispatcher.claim(0, 100, "", limited.windowKey())).hasToString("a2");
    assertThat(dispatcher.claim(0, 100, "", limited.windowKey())).isNull();

    Order returned = Objects.requireNonNull(dispatcher.claim(1, 100, "", null));
    assertThat(returned).hasToString("b1");
    dispatcher.putBack(returned);
    assertThat(dispatcher.claim(0, 100, "", limited.windowKey())).isNull();
    assertThat(dispatcher.claim(0, 100, "", null)).isSameAs(returned);
    assertThat(dispatcher.claim(0, 100, "", alsoLimited.windowKey())).isNull();

    assertThat(claim(1)).isEqualTo("c1");
    assertThat(dispatcher.claim(1, 100, "", free.windowKey())).hasToString("c2");
    assertThat(dispatcher.claim(1, 100, "", free.windowKey())).hasToString("d1");
  }

  @Test
  void failsWhatIsLeftAndRefusesMoreOnceAbandoned() throws Exception {
    dispatcher.add(new Numbered("a", 2, 9, 0));
    Order back = Objects.requireNonNull(dispatcher.claim(0, 100, "", null));
    dispatcher.putBack(back);
    IllegalStateException why = new IllegalStateException("over");
    dispatcher.abandon(why);

    assertThat(told).containsExactly("a abandoned", "a1 failed", "a ended");
    assertThatThrownBy(() -> dispatcher.add(new Numbered("b", 1, 9, 0))).isSameAs(why);
    assertThat(dispatcher.anyLeft()).isFalse();
    dispatcher.awaitAll(() -> false);
  }

  @Test
  void handsOutNothingOfAJobThatIsBeingFailed() {
    AtomicReference<@Nullable Order> claimed = new AtomicReference<>();
    dispatcher.add(
        new Numbered("a", 1, 9, 0) {
          @Override
          void abandoned(RuntimeException why) {
            claimed.set(dispatcher.claim(0, 100, "", null));
          }
        });
    dispatcher.abandon(new IllegalStateException("over"));
    assertThat(claimed).hasNullValue();
  }

  @Test
  void failsWhatAWorkerGivesBackOnceAbandoned() throws Exception {
    dispatcher.add(new Numbered("a", 1, 9, 0));
    Order late = Objects.requireNonNull(dispatcher.claim(0, 100, "", null));
    dispatcher.abandon(new IllegalStateException("over"));
    dispatcher.putBack(late);

    assertThat(told).containsExactly("a1 failed", "a ended");
    assertThat(dispatcher.anyLeft()).isFalse();
    dispatcher.awaitAll(() -> false);
  }

  @Test
  void stopsWaitingWhenNothingWillChange() throws Exception {
    dispatcher.add(new Numbered("a", 1, 9, 0));
    dispatcher.awaitAll(() -> true);
    assertThat(dispatcher.anyLeft()).isTrue();
  }

  @Test
  void asksOutsideOfItsLockWhetherNothingWillChange() throws Exception {
    dispatcher.add(new Numbered("a", 1, 9, 0));
    AtomicBoolean locked = new AtomicBoolean(true);
    dispatcher.awaitAll(
        () -> {
          locked.set(Thread.holdsLock(dispatcher));
          return true;
        });
    assertThat(locked).isFalse();
  }

  private String claim(int worker) {
    return Objects.requireNonNull(dispatcher.claim(worker, 100, "", null)).toString();
  }

  /** A job for the first workers only, whose orders bear numbers. */
  private class Numbered extends Job {
    private final String name;
    private final int workers;
    private final int bytes;
    private int number;

    Numbered(String name, int orders, int workers, int bytes) {
      this(name, orders, workers, bytes, null);
    }

    Numbered(String name, int orders, Duration limit) {
      this(name, orders, 9, 0, limit);
    }

    private Numbered(String name, int orders, int workers, int bytes, @Nullable Duration limit) {
      super(orders, limit);
      this.name = name;
      this.workers = workers;
      this.bytes = bytes;
    }

    @Override
    @Nullable Order next(int worker) {
      return worker < workers ? new Named(this, name + ++number) : null;
    }

    @Override
    int workersOf(int all) {
      return Math.min(workers, all);
    }

    @Override
    int nextBytes(String lastTask) {
      return bytes;
    }

    @Override
    void abandoned(RuntimeException why) {
      told.add(name + " abandoned");
    }

    @Override
    void ended() {
      told.add(name + " ended");
    }
  }

  private final class Named extends Order {
    private final String name;

    Named(Job job, String name) {
      super(job);
      this.name = name;
    }

    @Override
    Call encode() {
      return new Call("task", false, List.of());
    }

    @Override
    void returned(List<byte[]> results) {}

    @Override
    void failed(RuntimeException why) {
      told.add(name + " failed");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
