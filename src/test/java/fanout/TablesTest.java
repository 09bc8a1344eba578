package fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of cases beside the tests. */
final class TablesTest {
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  private static final Pattern CASE = Pattern.compile("\\|(?: [^|]+)? \\|(?: [^|]+ \\|){3}");
  private static final Pattern NAMED_METHOD = Pattern.compile("`\\w+(?:Test|IT)\\.\\w+` \\|$");

  @ParameterizedTest
  @ValueSource(strings = {"src/test/README.md", "src/test/EXECUTORS.md"})
  void nameTestsThatThereAre(String table) throws IOException {
    Map<String, Path> files = files();
    List<MatchResult> named = NAMED.matcher(Files.readString(Path.of(table))).results().toList();
    assertThat(named).isNotEmpty();
    for (MatchResult name : named) {
      assertThat(files).containsKey(name.group(1));
      if (name.group(2) != null) {
        assertThat(Files.readString(files.get(name.group(1))))
            .as(name.group())
            .contains("void " + name.group(2) + "(");
      }
    }
  }

  /** A class has many tests, of which most say nothing of the case. */
  @Test
  void nameAMethodForEachCase() throws IOException {
    assertThat(Files.readAllLines(Path.of("src/test/README.md")))
        .filteredOn(line -> CASE.matcher(line).matches() && !line.startsWith("| kind |"))
        .hasSizeGreaterThan(50)
        .allMatch(line -> line.contains(".ci/machines") || NAMED_METHOD.matcher(line).find());
  }

  private static Map<String, Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  Function.identity(),
                  (one, other) -> one));
    }
  }
}
