package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of processes that have ended, and of those that have not. */
final class PrivateFolderIT {
  @TempDir private Path temporary;

  @Test
  void sweepsWhatAProcessHasLeftThatHasEnded() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path folder = moved(ended.pid());
    Files.createFile(folder.resolve("worker-0"));

    PrivateFolder.sweep(temporary);

    assertThat(folder).doesNotExist();
  }

  @Test
  void leavesWhatALivingProcessMayNeedAndWhatItDoesNotKnow() throws Exception {
    Path living = moved(ProcessHandle.current().pid());
    Path other = Files.createDirectory(temporary.resolve("fanout-report"));
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path file = Files.createFile(temporary.resolve(name(ended.pid())));

    PrivateFolder.sweep(temporary);

    assertThat(living).exists();
    assertThat(other).exists();
    assertThat(file).exists();
  }

  /** A folder as the process of that number would have made it. */
  private Path moved(long pid) throws Exception {
    return Files.createDirectory(temporary.resolve(name(pid)));
  }

  private static String name(long pid) throws Exception {
    Path own = PrivateFolder.make();
    Files.delete(own);
    String ownPid = "-" + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX) + "-";
    String pidOfIt = "-" + Long.toString(pid, Character.MAX_RADIX) + "-";
    return own.getFileName().toString().replace(ownPid, pidOfIt);
  }
}
