package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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
  void addsWorkBeforeTheStartWhileOff() {
    Timeline timeline = Timeline.off(1);
    timeline.add(Addition.parse("wake:1"));
    timeline.issue(0, number -> number);
    assertThat(Addition.IDLE_PARTNERS).isNotEmpty();
  }
}
