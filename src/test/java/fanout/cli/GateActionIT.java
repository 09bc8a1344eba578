package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The action on a repository whose benchmarks are a script that writes JMH's JSON. */
@Timeout(120)
final class GateActionIT {
  /** Noise of ±1 % that follows from the number of the run. */
  private static final String BENCHMARKS =
      """
      echo "$@" >> args
      while [ $# -gt 0 ]; do [ "$1" = -rff ] && out=$2; shift; done
      [ -n "$out" ] || exit 1
      n=$(cat count 2>/dev/null || echo 0); n=$((n+1)); echo $n > count
      score=$(( MEAN * 1000 + MEAN * ((n * 7919) % 21 - 10) ))
      printf '[{"benchmark": "org.acme.Maps.get", "mode": "avgt", "jdkVersion": "25",
        "primaryMetric": {"score": %d, "scoreUnit": "ns/op", "rawData": [[%d]]}}]' \\
        $score $score > "$out"
      """;

  /** Writes down how it is called, and lists the comments of a file. */
  private static final String GH =
      """
      #!/bin/sh
      [ "$2" = user ] && { cat "$COMMENTS.login"; exit; }
      echo "$@" >> "$COMMENTS.calls"
      for word; do case "$word" in --jq) cat "$COMMENTS" ;; body=@*) cp "${word#body=@}" "$COMMENTS.body" ;; esac; done
      """;

  @TempDir private Path folder;
  private final Map<String, String> inputs = new HashMap<>();
  private Path comments = Path.of("");

  @BeforeEach
  void writeTheRepository() throws Exception {
    comments = Files.writeString(folder.resolve("comments"), "");
    Path gh = Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("gh"), GH);
    assertThat(gh.toFile().setExecutable(true)).isTrue();
    Files.createDirectory(folder.resolve("head"));
    git("init", "-q");
    commit(100);
    String home = System.getProperty("fanout.java.home", System.getProperty("java.home"));
    String options = String.join(" ", JarRun.AT_ONCE);
    inputs.put("gate", "'%s/bin/java' %s -jar '%s'".formatted(home, options, JarRun.JAR));
    inputs.put("build", "test -f benchmarks.sh; cp benchmarks.sh built.sh");
    inputs.put("run", "sh ./built.sh");
    inputs.put("benchmarks", "Maps -p 'text=two words'");
    inputs.put("options", "--blocks 4");
  }

  @Test
  void letsAChangePassThatChangesNothing() throws Exception {
    commit(100);
    GateAction action = action();
    assertThat(action.run()).as(action.log()).isZero();
    assertThat(action.exitCode()).isEqualTo("0");
    assertThat(folder.resolve("summary.md")).content().contains("equivalent");
    assertThat(folder.resolve("comments.body"))
        .content()
        .startsWith("<!-- fanout gate -->\n")
        .contains("1 equivalent");
    assertThat(calls()).hasSize(2).last().asString().startsWith("api --silent repos/acme/maps/");
    assertThat(calls()).first().asString().contains("select(.user.type == \"Bot\" and");
  }

  /** As a runner of one's own does, which keeps its folders. */
  @Test
  void comparesWithTheHeadsOwnParentWhereAnEarlierRunLeftItsOwn() throws Exception {
    commit(120);
    assertThat(action().run()).isEqualTo(1);
    commit(120);
    GateAction again = action();
    assertThat(again.run()).as(again.log()).isZero();
    assertThat(folder.resolve("base/benchmarks.sh")).content().contains("120 * 1000");
  }

  @Test
  void leavesATargetThatWasCheckedOutBeforeAsItIs() throws Exception {
    commit(120);
    git("worktree", "add", "-q", "--detach", folder.resolve("base").toString(), "HEAD");
    GateAction action = action();
    assertThat(action.run()).as(action.log()).isZero();
    assertThat(folder.resolve("base/benchmarks.sh")).content().contains("120 * 1000");
  }

  @Test
  void takesAbsoluteFoldersAndPatternsOfBenchmarks() throws Exception {
    commit(100);
    Path out = folder.resolve("elsewhere/of the gate");
    inputs.put("out", out.toString());
    inputs.put("base", folder.resolve("other base").toString());
    inputs.put("benchmarks", "M* -p 'text=two words'");
    Files.createFile(folder.resolve("MANY"));
    GateAction action = action();
    assertThat(action.run()).as(action.log()).isZero();
    assertThat(out.resolve("gate.md")).content().contains("equivalent");
    assertThat(folder.resolve("other base/args")).content().contains("M*");
  }

  @Test
  void failsARegressionAnnotatesItAndRewritesItsEarlierComment() throws Exception {
    commit(120);
    Files.writeString(comments, "https://api/comments/1\nhttps://api/comments/2\n");
    Files.writeString(folder.resolve("comments.login"), "acme-bot\n");
    GateAction action = action();
    assertThat(action.run()).as(action.log()).isEqualTo(1);
    assertThat(action.log())
        .contains("::error title=regressed::org.acme.Maps.get", "::error::a benchmark regressed");
    assertThat(folder.resolve("gate/gate.xml")).content().contains("<failure message=");
    assertThat(calls()).first().asString().contains("select(.user.login == \"acme-bot\" and");
    assertThat(calls()).last().asString().contains("PATCH https://api/comments/1 -F body=@");
  }

  @Test
  void takesAnotherReadingThanASlowdownForAFailureOfItsOwn() throws Exception {
    commit(100);
    inputs.put("run", "true");
    GateAction action = action();
    assertThat(action.run()).isEqualTo(2);
    assertThat(action.log()).contains("wrote no result", "::error::the gate could not judge");
    assertThat(calls()).as("no table, no comment").isEmpty();
  }

  @Test
  void stopsWhereASideCannotBeBuilt() throws Exception {
    commit(100);
    inputs.put("build", "test -f no-such-file; cp benchmarks.sh built.sh");
    GateAction action = action();
    assertThat(action.run()).isNotZero();
    assertThat(folder.resolve("gate")).doesNotExist();
  }

  @Test
  void passesWithAWarningWhereTheTokenMayNotComment() throws Exception {
    commit(100);
    Files.writeString(folder.resolve("bin/gh"), "#!/bin/sh\nexit 1\n");
    GateAction action = action();
    assertThat(action.run()).isZero();
    assertThat(action.log()).contains("::warning::this token cannot comment");
  }

  @Test
  void callsNobodyWhereThereIsNoPullRequest() throws Exception {
    commit(100);
    GateAction action = action();
    action.set("github.event.pull_request.number", "");
    assertThat(action.run()).as(action.log()).isZero();
    assertThat(folder.resolve("summary.md")).content().contains("equivalent");
    assertThat(calls()).isEmpty();
  }

  @Test
  void takesTheGateThatIsBuiltFromTheSourcesOfTheAction() throws Exception {
    commit(120);
    inputs.remove("gate");
    Path sources = folder.resolve("the sources");
    Path jar = Files.createDirectories(sources.resolve("target")).resolve("benchmarks.jar");
    Files.createSymbolicLink(jar, JarRun.JAR);
    Path path = Files.createDirectories(sources.resolve(".github/actions/gate"));
    GateAction action = action(Map.of("GITHUB_ACTION_PATH", path.toString()));
    int code = action.run();
    Files.delete(jar);
    assertThat(code).as(action.log()).isEqualTo(1);
    assertThat(action.log()).contains("::error title=regressed::org.acme.Maps.get");
  }

  @Test
  void takesAGateThatDoesNotStartForNoRegression() throws Exception {
    commit(100);
    inputs.put("gate", "sh -c 'exit 1'");
    GateAction action = action();
    assertThat(action.run()).isEqualTo(2);
    assertThat(action.log()).contains("::error::the gate does not start: sh -c 'exit 1'");
  }

  @Test
  void saysHowToCheckOutAHeadWithoutItsParent() throws Exception {
    GateAction action = action();
    assertThat(action.run()).isEqualTo(2);
    assertThat(action.log()).contains("::error::head has no parent", "fetch-depth: 2");
  }

  private GateAction action() throws IOException {
    return action(Map.of());
  }

  private GateAction action(Map<String, String> variables) throws IOException {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("COMMENTS", comments.toString());
    return new GateAction(folder, inputs, environment);
  }

  private List<String> calls() throws IOException {
    Path calls = folder.resolve("comments.calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private void commit(int mean) throws Exception {
    Files.writeString(
        folder.resolve("head/benchmarks.sh"), BENCHMARKS.replace("MEAN", String.valueOf(mean)));
    git("add", "-A");
    git(
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.c",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "mean " + mean);
  }

  private void git(String... words) throws Exception {
    ProcessBuilder git = new ProcessBuilder("git");
    git.command().addAll(List.of(words));
    Process process = git.directory(folder.resolve("head").toFile()).inheritIO().start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
