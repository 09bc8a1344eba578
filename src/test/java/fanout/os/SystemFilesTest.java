package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class SystemFilesTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void readsAWholeNumberOfTheKernelAndNotItsFirstDigit() {
    SystemFiles files = new SystemFiles(Path.of("/"));
    assertThat(files.text("proc/sys/net/ipv4/ip_local_port_range").orElseThrow())
        .matches("\\d+\\s+\\d+");
  }

  @Test
  void saysNothingWhereAFileIsNotThere() {
    assertThat(new SystemFiles(Path.of("/nonexistent")).text("proc/loadavg")).isEmpty();
  }
}
