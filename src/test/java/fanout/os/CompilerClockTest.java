package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class CompilerClockTest {
  @TempDir Path taskDirectory;

  @Test
  void addsUpBothCompilersAndNothingElse() throws IOException {
    thread("11", "java", "5000 40 3");
    thread("12", "C2 CompilerThre", "100 40 3\n");
    thread("13", "C1 CompilerThre", "20 2 8\n");

    assertThat(CompilerClock.nanos(new SystemFiles(taskDirectory))).hasValue(120);
  }

  @Test
  void doesNotTakeAProcessWithoutCompilersForOneThatCompilesNothing() throws IOException {
    thread("11", "java", "5000 40 3");

    assertThat(CompilerClock.nanos(new SystemFiles(taskDirectory))).isEmpty();
  }

  @Test
  void knowsNothingWhereTheKernelKeepsNoTimes() throws IOException {
    thread("12", "C2 CompilerThre", "");

    assertThat(CompilerClock.nanos(new SystemFiles(taskDirectory))).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsThisProcessAndNoneThatIsGone() {
    long own = ProcessHandle.current().pid();
    long gone = Integer.MAX_VALUE; // the kernel gives no number above 4 194 304

    assertThat(CompilerClock.nanos(List.of(own)).orElseThrow()).isPositive();
    assertThat(CompilerClock.nanos(List.of(own, gone))).isEmpty();
  }

  private void thread(String number, String name, String schedstat) throws IOException {
    Path thread = Files.createDirectories(taskDirectory.resolve(number));
    Files.writeString(thread.resolve("comm"), name + "\n");
    Files.writeString(thread.resolve("schedstat"), schedstat);
  }
}
