package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.ledger.Injection.Place;
import org.junit.jupiter.api.Test;

final class TimelineTest {
  @Test
  void booksNoInTaskTimeWhereNothingLiesAroundTheExchange() {
    Timeline timeline = Timeline.recording(2);
    timeline.issue(1, number -> number);
    assertThat(timeline.sentAt(1)).isEqualTo(timeline.startedAt(1));
    assertThat(timeline.finishedAt(1)).isEqualTo(timeline.receivedAt(1));
    assertThat(timeline.receivedAt(1)).isGreaterThanOrEqualTo(timeline.sentAt(1));
  }

  @Test
  void readsTheClockAgainWhereSomethingIsInjectedInTask() {
    long injected = 100_000;
    Timeline timeline = Timeline.recording(1);
    timeline.inject(Injection.of(Place.IN_TASK, injected, 1));
    timeline.issue(0, number -> number);
    assertThat(timeline.sentAt(0) - timeline.startedAt(0)).isGreaterThanOrEqualTo(injected);
  }

  @Test
  void keepsInjectedHandOffOutOfTheTask() {
    Timeline timeline = Timeline.recording(1);
    timeline.inject(Injection.of(Place.HAND_OFF, 100_000, 1));
    timeline.issue(0, number -> number);
    assertThat(timeline.sentAt(0)).isEqualTo(timeline.startedAt(0));
  }
}
