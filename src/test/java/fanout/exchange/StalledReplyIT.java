package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.stub.Faults;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reply whose head comes and whose body does not must end by the exchange's own limit. */
@Timeout(30)
final class StalledReplyIT {
  private static final Duration LIMIT = Duration.ofMillis(300);
  private static final int BODY_BYTES = 32;

  @Test
  void okHttpGivesUpAStalledBody() {
    assertTimesOut(target -> new OkHttpExchange(target, 1, LIMIT));
  }

  @Test
  void quietOkHttpGivesUpAStalledBodyToo() {
    assertTimesOut(target -> OkHttpExchange.quiet(target, 1, LIMIT));
  }

  @Test
  void theJdksClientGivesUpAStalledBody() {
    assertTimesOut(target -> new JdkExchange(target, LIMIT));
  }

  private static void assertTimesOut(Function<Target, Exchange> opener) {
    StubConfig stalling =
        StubConfig.withDefaults().withBodyBytes(BODY_BYTES).withFaults(Faults.parse("stall=1"));
    try (StubProcess stub = StubProcess.start(stalling);
        Exchange exchange = opener.apply(new Target(stub.uri(), BODY_BYTES))) {
      assertThat(exchange.issue(7))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMEOUT);
                assertThat(failure.number()).isEqualTo(7);
              });
    }
  }
}
