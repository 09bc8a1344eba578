package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the shell steps of the composite action as GitHub's runner does: expressions filled in, each
 * step in a bash that ends at the first failure, outputs and summary by files. It reads the part of
 * YAML that the action is written in.
 */
final class GateAction {
  private static final Path FOLDER = Path.of(".github/actions/gate").toAbsolutePath();
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([\\w.-]+) }}");
  private static final Pattern FIELD = Pattern.compile("( *(?:- )?)([\\w-]+):(?: (.*))?");

  private final Path workspace;
  private final Map<String, String> context = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private String log = "";

  /** One step, as the file has it. */
  private record Step(Map<String, String> fields, Map<String, String> env, StringBuilder run) {}

  GateAction(Path workspace, Map<String, String> inputs, Map<String, String> environment)
      throws IOException {
    this.workspace = workspace;
    this.environment.put("GITHUB_ACTION_PATH", FOLDER.toString());
    this.environment.putAll(environment);
    context.put("github.token", "a token");
    context.put("github.event.pull_request.number", "7");
    read();
    inputs.forEach((name, value) -> context.put("inputs." + name, value));
  }

  private void read() throws IOException {
    List<String> path = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("action.yml"))) {
      Matcher field = FIELD.matcher(line);
      boolean isRun = path.size() == 3 && path.getLast().equals("run");
      if (isRun && (line.isBlank() || line.startsWith(" ".repeat(8)))) {
        steps.getLast().run.append(line.strip().isEmpty() ? "" : line.substring(8)).append('\n');
      } else if (field.matches()) {
        int indent = field.group(1).length() / 2;
        int depth = indent > 2 ? indent - 1 : indent; // a step's fields are indented twice
        path.subList(Math.min(depth, path.size()), path.size()).clear();
        path.add(field.group(2));
        add(path, line, Objects.requireNonNullElse(field.group(3), ""));
      }
    }
    assertThat(steps).isNotEmpty();
  }

  private void add(List<String> path, String line, String value) {
    String name = path.getLast();
    if (line.startsWith("    default:")) {
      context.put("inputs." + path.get(1), filled(value.replaceAll("^'(.*)'$", "$1")));
    } else if (line.startsWith("    - ")) {
      steps.add(new Step(new LinkedHashMap<>(), new LinkedHashMap<>(), new StringBuilder()));
    }
    if (path.size() == 3 && path.get(1).equals("steps")) {
      steps.getLast().fields.put(name, value);
    } else if (path.size() == 4 && path.get(2).equals("env")) {
      steps.getLast().env.put(name, value);
    }
  }

  private String filled(String text) {
    return EXPRESSION
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(context.get(found.group(1)), found.group(1))));
  }

  /** Sets what an expression of GitHub's stands for. */
  void set(String expression, String value) {
    context.put(expression, value);
  }

  /** Runs step after step until one fails, and returns its exit code; 0 if none does. */
  int run() throws IOException, InterruptedException {
    for (Step step : steps) {
      int code = run(step);
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  private int run(Step step) throws IOException, InterruptedException {
    assertThat(step.fields).containsEntry("shell", "bash");
    Path script = Files.writeString(workspace.resolve("step.sh"), step.run);
    Path output = Files.writeString(workspace.resolve("output"), "");
    Path printed = workspace.resolve("printed");
    ProcessBuilder bash =
        new ProcessBuilder(
                "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script.toString())
            .directory(workspace.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    bash.environment().putAll(environment);
    step.env.forEach((name, value) -> bash.environment().put(name, filled(value)));
    bash.environment().put("GITHUB_OUTPUT", output.toString());
    bash.environment().put("GITHUB_STEP_SUMMARY", workspace.resolve("summary.md").toString());
    bash.environment().put("GITHUB_REPOSITORY", "acme/maps");
    Process process = bash.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", step.fields).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    log += Files.readString(printed);
    for (String line : Files.readAllLines(output)) {
      String[] pair = line.split("=", 2);
      context.put("steps." + step.fields.get("id") + ".outputs." + pair[0], pair[1]);
    }
    return process.exitValue();
  }

  /** Returns what all steps printed. */
  String log() {
    return log;
  }

  /** Returns an output that a caller sees. */
  String exitCode() {
    return filled("${{ steps.gate.outputs.exit-code }}");
  }
}
