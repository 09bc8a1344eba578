package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

final class FailureTest {
  /** The message is OkHttp's. */
  @Test
  void tellsInOneLineWhatAClientTellsInFour() {
    SSLPeerUnverifiedException cause =
        new SSLPeerUnverifiedException(
            "Hostname a.example not verified:\n"
                + "    certificate: sha256/AAAA\n"
                + "    DN: CN=b.example\n"
                + "    subjectAltNames: []");
    assertThat(Failure.of(3, Failure.Kind.CONNECTION, cause).detail())
        .isEqualTo(
            "SSLPeerUnverifiedException: Hostname a.example not verified:"
                + " certificate: sha256/AAAA DN: CN=b.example subjectAltNames: []");
  }

  @Test
  void namesACauseThatHasNoMessage() {
    assertThat(Failure.of(3, Failure.Kind.CONNECTION, new IllegalStateException()).detail())
        .isEqualTo("IllegalStateException");
  }
}
