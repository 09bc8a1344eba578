package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a secret comes from, and which is refused. */
final class SecretTest {
  private static final String TEXT = "sixteen letters!";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rwx--x---", "r-------x"})
  void refusesAFileThatIsOpenToOthers(String permissions) throws IOException {
    Path file = file(permissions);
    assertThatThrownBy(() -> Secret.read(file))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "the secret's file %s is open to others (%s): chmod 600 %s", file, permissions, file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
  void takesAFileOfItsOwnerAlone(String permissions) throws IOException {
    assertThat(Secret.read(file(permissions)).clusterName())
        .isEqualTo(Secret.of(TEXT).clusterName());
  }

  @Test
  void looksAtTheFileBehindALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file("rw-r--r--"));
    assertThatThrownBy(() -> Secret.find(null, Map.of(Secret.FILE_VARIABLE, link.toString())))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("is open to others (rw-r--r--)");
  }

  @Test
  void namesAFileThatIsMissing() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Secret.read(missing))
        .isInstanceOf(ClusterException.class)
        .hasMessage("the secret's file " + missing + " cannot be read");
  }

  private Path file(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), TEXT + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
