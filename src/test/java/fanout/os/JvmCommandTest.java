package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JvmCommandTest {
  @Test
  void inheritsPropertiesButNoPortsAndNothingElse() {
    assertThat(
            JvmCommand.inherited(
                List.of(
                    "-Dhttp.proxyHost=proxy",
                    "-Dcom.sun.management.jmxremote.port=9999",
                    "-Xmx1g",
                    "-javaagent:a.jar",
                    "-agentlib:jdwp=server=y",
                    "-Xlog:gc:file=gc.log")))
        .containsExactly("-Dhttp.proxyHost=proxy");
  }

  @Test
  void keepsRecordingsFromTheChildWithAValueOrWithout() {
    assertThat(
            JvmCommand.shareable(
                List.of(
                    "-XX:StartFlightRecording",
                    "-XX:StartFlightRecording:filename=a.jfr",
                    "-XX:StartFlightRecording=filename=a.jfr",
                    "-Xint"),
                List.of()))
        .containsExactly("-Xint");
  }

  @Test
  void namesBothEndsOfTheHeapAndPutsItsOwnOptionsLast() {
    List<String> words =
        new JvmCommand("a.Main", "here", List.of(), List.of())
            .withHeap("8m", "16m")
            .withOptions("-XX:+UseSerialGC")
            .withArguments(List.of("one", "two"))
            .words();
    assertThat(words).startsWith(JvmCommand.java());
    assertThat(words)
        .endsWith("-Xms8m", "-Xmx16m", "-XX:+UseSerialGC", "-cp", "here", "a.Main", "one", "two");
  }

  @Test
  void keepsTheVariablesFromTheChild() {
    Map<String, String> environment = JvmCommand.of("a.Main").toBuilder().environment();
    assertThat(environment).doesNotContainKeys("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");
  }

  @Test
  void givesCommandsOfTheUsersTheirVariablesBack() {
    Map<String, String> environment = new HashMap<>();
    environment.put("FANOUT_USER_JAVA_TOOL_OPTIONS", "-Xmx1g");
    environment.put("FANOUT_USER__JAVA_OPTIONS", "");

    JvmCommand.giveBackOptionVariables(environment);

    assertThat(environment).isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"));
  }
}
