package fanout.run;

import fanout.os.ReservedFile;
import fanout.results.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The rows of complete forks that a run which ended early has kept: {@code --resume FILE} goes on
 * behind them. A run writes its groups in the order of its plan; of one that was broken off in
 * several sittings it has rows of each.
 */
final class KeptRows {
  static final String OPTION = "--resume";

  /** Facts that must be the same, or later rows could not be compared with the kept ones. */
  private static final List<String> SAME =
      List.of(
          "commit", "cleanTree", "command", "jdk", "vm", "vmFlags", "processorModel", "processors");

  /** Options of the JVM that tell it how long to wait, and where to put what it throws away. */
  private static final Pattern WITHOUT_EFFECT =
      Pattern.compile("-D(jmh\\.ignoreLock|fanout\\.quiet\\.seconds|java\\.io\\.tmpdir)=.*");

  private final Path part;
  private final List<ObjectNode> read;
  private final List<ObjectNode> used = new ArrayList<>();
  private boolean hasPart;

  private KeptRows(Path part, List<ObjectNode> read) {
    this.part = part;
    this.read = read;
  }

  /**
   * Takes the option.
   *
   * @return the file, or {@code null} if there is none
   */
  static @Nullable Path takeFrom(OptionWords words) {
    String file = words.take(OPTION).orElse(null);
    if (file != null && !file.endsWith(ReservedFile.ENDING)) {
      throw new BadOptionException(
          "%s %s: expected a file that ends in %s, as a run that ends early leaves it"
              .formatted(OPTION, file, ReservedFile.ENDING));
    }
    return file == null ? null : Path.of(file);
  }

  /** Returns where the result goes of the run that goes on. */
  static Path result(Path part) {
    String name = part.toString();
    return Path.of(name.substring(0, name.length() - ReservedFile.ENDING.length()));
  }

  /**
   * Reads what was kept.
   *
   * @throws BadOptionException if it is of another command, build or machine
   */
  static KeptRows in(Path part, Map<String, Object> now) {
    List<ObjectNode> rows = read(part);
    JsonNode expected = ResultWriter.JSON.valueToTree(now);
    for (ObjectNode row : rows) {
      for (String name : SAME) {
        JsonNode had = withEffect(ofHost(row.path("environment"), name));
        JsonNode has = withEffect(expected.path(name));
        if (!had.equals(has)) {
          throw new BadOptionException(
              "%s %s: its rows have %s %s, and this run has %s"
                  .formatted(OPTION, part, name, had, has));
        }
      }
    }
    return new KeptRows(part, rows);
  }

  private static JsonNode ofHost(JsonNode environment, String name) {
    JsonNode ofHost = environment.path(Environment.HOSTS.getOrDefault(name, name));
    return ofHost.isMissingNode() ? environment.path(name) : ofHost;
  }

  private static JsonNode withEffect(JsonNode fact) {
    if (!fact.isArray()) {
      return fact;
    }
    ArrayNode kept = ResultWriter.JSON.createArrayNode();
    fact.valueStream()
        .filter(option -> !WITHOUT_EFFECT.matcher(option.asString("")).matches())
        .forEach(kept::add);
    return kept;
  }

  /** Whoever was killed while it wrote left half a row at the end. */
  private static List<ObjectNode> read(Path part) {
    List<ObjectNode> rows = new ArrayList<>();
    try (MappingIterator<ObjectNode> entries =
        ResultWriter.JSON.readerFor(ObjectNode.class).readValues(Files.readAllBytes(part))) {
      while (entries.hasNext()) {
        rows.add(entries.next());
      }
    } catch (IOException e) {
      throw new BadOptionException("%s %s: cannot be read".formatted(OPTION, part), e);
    } catch (JacksonException e) {
      return rows;
    }
    return rows;
  }

  /**
   * Returns what is left of a plan.
   *
   * @throws BadOptionException if a kept row is not the one that is planned
   */
  RunPlan rest(RunPlan plan) {
    List<Leg> open = new ArrayList<>(plan.legs());
    while (!open.isEmpty() && open.getFirst().group().isPresent()) {
      int forks = take(open.getFirst());
      int left = open.getFirst().forks() - forks;
      if (forks == 0) {
        break;
      }
      if (left > 0) {
        hasPart = true;
        open.set(0, open.getFirst().withForks(left));
      } else {
        open.removeFirst();
      }
    }
    return new RunPlan(open, plan.notes());
  }

  /** Takes the next rows if they are those of a group, and returns of how many forks they are. */
  private int take(Leg leg) {
    List<Contender> contenders = leg.group().orElseThrow().contenders();
    int end = used.size() + contenders.size();
    if (end > read.size()) {
      return 0;
    }
    int forks = forks(read.get(used.size()));
    for (Contender contender : contenders) {
      ObjectNode row = read.get(used.size());
      ObjectNode planned = asKept(contender);
      String mode = leg.group().orElseThrow().mode(leg.mode()).shortLabel();
      require("mode", row.path("mode"), StringNode.valueOf(mode));
      for (Map.Entry<String, JsonNode> parameter : row.path("params").properties()) {
        require(parameter.getKey(), parameter.getValue(), planned.path(parameter.getKey()));
      }
      used.add(row);
    }
    return forks;
  }

  /** Secrets are not kept. */
  private static ObjectNode asKept(Contender contender) {
    ObjectNode row = ResultWriter.JSON.valueToTree(contender.row());
    return Secrets.leaveOut(row);
  }

  private void require(String name, JsonNode kept, JsonNode planned) {
    if (!kept.asString("").equals(planned.asString("nothing"))) {
      throw new BadOptionException(
          "%s %s: row %d has %s=%s, and %s is planned"
              .formatted(
                  OPTION,
                  part,
                  used.size() + 1,
                  name,
                  Secrets.leaveOut(kept.asString("")),
                  planned.asString("nothing")));
    }
  }

  private static int forks(ObjectNode row) {
    JsonNode metric = row.path("primaryMetric");
    return Math.max(metric.path("rawData").size(), metric.path("rawDataHistogram").size());
  }

  /** Tells whether some of {@link #rows} have fewer forks than planned. */
  boolean hasPartOfAGroup() {
    return hasPart;
  }

  /** Returns the kept rows that {@link #rest} has taken out of the plan. */
  List<ObjectNode> rows() {
    return List.copyOf(used);
  }
}
