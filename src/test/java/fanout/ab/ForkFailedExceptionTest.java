package fanout.ab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ForkFailedExceptionTest {
  @Test
  void tellsInOneLineWhatBecameOfACommandOfSeveralLines() {
    assertThat(new ForkFailedException("'cd there\n  make\r\n' ended with exit code 2"))
        .hasMessage("'cd there make ' ended with exit code 2");
  }
}
