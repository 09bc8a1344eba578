package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetTest {
  @Test
  void appendsTheNumberForTheStub() {
    Target target = new Target(URI.create("http://127.0.0.1:80"), 32);
    assertThat(target.of(7)).hasToString("http://127.0.0.1:80/7");
    assertThat(target.isStatusOnly()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, http://localhost:8080",
    "http://localhost/a?b=c, http://localhost/a?b=c",
    "http://localhost/item/{n}?again={n}, http://localhost/item/7?again=7",
    "HTTP://[::1]:8080/{n}, HTTP://[::1]:8080/7",
    "https://localhost/{n}, https://localhost/7"
  })
  void sendsEachRequestToTheAddressAsItIsGiven(String text, String seventh) {
    Target target = Target.parse(text);
    assertThat(target.of(7)).hasToString(seventh);
    assertThat(target.isStatusOnly()).isTrue();
    assertThat(new Target(URI.create(target.base().toString()), target.bodyBytes()))
        .as("as a worker process gets it")
        .isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost, false, 80",
    "http://localhost:8080, false, 8080",
    "HTTPS://localhost, true, 443",
    "https://[::1]:8443/, true, 8443"
  })
  void knowsSchemeAndPort(String text, boolean secure, int port) {
    assertThat(Target.parse(text).isSecure()).isEqualTo(secure);
    assertThat(Target.parse(text).port()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080, scheme",
    "ftp://localhost, scheme",
    "http://, authority",
    "http:///path, host",
    "http://local host, character",
    "http://localhost:99999, port",
    "http://localhost:0, port",
    "http://me@localhost, user",
    "http://localhost/#top, fragment"
  })
  void refusesWhatItCannotSendTo(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Target.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining(reason);
  }
}
