package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GivingUpExchangeTest {
  private final List<Integer> issued = new ArrayList<>();

  @Test
  void issuesNothingAfterTheFirstTimeout() {
    Exchange exchange = new GivingUpExchange(failing(2, Failure.Kind.TIMEOUT));
    assertThat(exchange.issue(1)).isInstanceOf(Reply.class);
    assertThat(exchange.issue(2).toString()).isEqualTo("request 2 failed: TIMEOUT (slow)");
    assertThat(exchange.issue(3).toString())
        .isEqualTo("request 3 failed: NOT_ISSUED (since request 2 failed: TIMEOUT (slow))");
    assertThat(issued).containsExactly(1, 2);
  }

  @Test
  void goesOnAfterOtherFailures() {
    Exchange exchange = new GivingUpExchange(failing(2, Failure.Kind.STATUS));
    assertThat(exchange.issue(2)).isInstanceOf(Failure.class);
    assertThat(exchange.issue(3)).isInstanceOf(Reply.class);
  }

  private Exchange failing(int failing, Failure.Kind kind) {
    return new Exchange() {
      @Override
      public Outcome issue(int number) {
        issued.add(number);
        return number == failing ? new Failure(number, kind, "slow") : new Reply(number, 200, 0);
      }

      @Override
      public long connectionsOpened() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }
}
