package fanout.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Ddb.password=hunter2|-Ddb.password=[left-out]",
        "-Djavax.net.ssl.trustStorePassword=changeit|-Djavax.net.ssl.trustStorePassword=[left-out]",
        "MY_API_KEY=abc -Xmx1g|MY_API_KEY=[left-out] -Xmx1g",
        "target=http://h/a?x=1&token=abc&y=2|target=http://h/a?x=1&token=[left-out]&y=2",
        "http://joe:pw@host:80/x|http://[left-out]@host:80/x",
        "'\"X-Amz-Signature=ab12\", 3'|'\"X-Amz-Signature=[left-out]\", 3'",
      })
  void leavesTheValueOut(String text, String expected) {
    assertThat(Secrets.leaveOut(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dfanout.cluster.secret-file=/run/secret",
        "--secret-file /run/secret",
        "-Xmx1g",
        "-Dkey=1",
        "target=http://host/{n}?page=2",
      })
  void keepsWhatIsNoSecret(String text) {
    assertThat(Secrets.leaveOut(text)).isEqualTo(text);
  }

  @Test
  void leavesOutAValueWithBlanks() {
    assertThat(Secrets.leaveOut(List.of("-Dtoken=a b", "-Dname=a b")))
        .containsExactly("-Dtoken=[left-out]", "-Dname=a b");
  }
}
