package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cache is made once, kept as long as it fits, and never in the way. */
@Timeout(180)
final class AotCacheIT {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void isMadeAtFirstUseFoundLaterAndHasAnotherKeyOnceAJarHasChanged() throws Exception {
    Path place = folder.resolve("deep/cache");
    Path jar = jarOfThisProgram();
    String classPath = jar + File.pathSeparator + libraries();

    AotCache made = AotCache.findOrMake(classPath, place);
    assertThat(made.note()).startsWith("made " + place);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
    assertThat(namesIn(place)).hasSize(1).allMatch(name -> name.endsWith(".aot"));

    AotCache found = AotCache.findOrMake(classPath, place);
    assertThat(found.note()).startsWith("found ");
    assertThat(found.file()).isEqualTo(made.file());
    assertThat(found.jvmOptions()).containsExactly("-XX:AOTCache=" + made.file().orElseThrow());

    String key = CacheKey.of(List.of(jar));
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(CacheKey.of(List.of(jar))).isNotEqualTo(key);
  }

  @Test
  void aDirectoryInTheClassPathMeansNoCacheAndNoFailure() throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    AotCache none = AotCache.findOrMake(classes.toString(), folder.resolve("cache"));
    assertThat(none.file()).isEmpty();
    assertThat(none.jvmOptions()).isEmpty();
    assertThat(none.note()).contains("must consist of jars").contains(classes.toString());
  }

  @Test
  void aJarThatIsNoneMeansNoCacheAndNothingLeft() throws Exception {
    Path place = folder.resolve("cache");
    Path jar = Files.writeString(folder.resolve("broken.jar"), "not a jar");
    AotCache none = AotCache.findOrMake(jar.toString(), place);
    assertThat(none.file()).isEmpty();
    assertThat(none.note()).startsWith("no AOT cache: ");
    assertThat(namesIn(place)).isEmpty();
  }

  @Test
  void aPlaceThatOthersMayWriteToIsNotUsed() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(AotCache.findOrMake(libraries(), shared).note())
        .contains("alone (rwx------)")
        .contains("rwxrwxrwx");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
    assertThat(AotCache.findOrMake(libraries(), link).file()).isEmpty();
  }

  @Test
  void aDamagedCacheIsRemovedAndAWholeOneFound() throws Exception {
    CacheDirectory directory = CacheDirectory.open(folder.resolve("cache"));
    Path temporary = directory.temporary(".aot");
    Files.writeString(temporary, "as good as a cache");
    Path file = directory.publish(KEY, temporary);
    assertThat(directory.find(KEY)).isEqualTo(Optional.of(file));

    Files.writeString(file, "as good as a cachf");
    assertThat(directory.find(KEY)).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void onlyTheNewestAreKeptAndWhatTheDeadLeftIsRemoved() throws Exception {
    Path place = folder.resolve("cache");
    CacheDirectory directory = CacheDirectory.open(place);
    for (int age = 6; age > 0; age--) {
      Path temporary = directory.temporary(".aot");
      Files.writeString(temporary, "cache " + age);
      Files.setLastModifiedTime(temporary, FileTime.fromMillis(1_000_000L - age));
      directory.publish("key" + age, temporary);
    }
    assertThat(namesIn(place)).hasSize(4).noneMatch(name -> name.matches("key[56].*"));

    Path mine = Files.writeString(directory.temporary(".aot"), "unfinished");
    Path dead = Files.writeString(place.resolve("tmp-" + Integer.MAX_VALUE + "-1.aot"), "dead");
    CacheDirectory.open(place);
    assertThat(mine).exists();
    assertThat(dead).doesNotExist();
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String libraries() {
    return String.join(
        File.pathSeparator, ownClassPath().stream().filter(e -> e.endsWith(".jar")).toList());
  }

  private static List<String> ownClassPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private Path jarOfThisProgram() throws IOException {
    Path jar = folder.resolve("program.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String entry : ownClassPath()) {
        if (entry.endsWith("classes") && !entry.endsWith("test-classes")) {
          addAll(Path.of(entry), entries);
        }
      }
    }
    return jar;
  }

  private static void addAll(Path root, JarOutputStream into) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      into.putNextEntry(new JarEntry(root.relativize(file).toString()));
      Files.copy(file, into);
    }
  }
}
