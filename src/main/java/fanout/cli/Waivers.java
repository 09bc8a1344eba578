package fanout.cli;

import fanout.results.BadResultException;
import fanout.results.RowKey;
import fanout.stats.Criteria.Waiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file of {@code --waivers}. */
final class Waivers {
  private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)%");

  private Waivers() {}

  /**
   * Reads waivers.
   *
   * @throws BadResultException if the file is missing or not an array of waivers
   */
  static List<Waiver> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadResultException(file, "no such file");
    }
    JsonNode array;
    try {
      array = JsonMapper.shared().readTree(file);
    } catch (JacksonException notJson) {
      throw new BadResultException(file, "not JSON: " + notJson.getOriginalMessage(), notJson);
    }
    if (!array.isArray()) {
      throw new BadResultException(file, "expected an array of waivers");
    }
    List<Waiver> waivers = new ArrayList<>();
    for (JsonNode node : array) {
      waivers.add(waiver(file, waivers.size() + 1, node));
    }
    return waivers;
  }

  private static Waiver waiver(Path file, int number, JsonNode node) {
    String ceiling = node.path("ceiling").asString("");
    var percent = PERCENT.matcher(ceiling);
    String reason = node.path("reason").asString("");
    if (!percent.matches() || reason.isBlank()) {
      throw new BadResultException(
          file,
          "waiver %d: expected benchmark, ceiling such as \"20%%\", reason and until, found %s"
              .formatted(number, node));
    }
    try {
      return new Waiver(
          Pattern.compile(node.path("benchmark").asString("(")),
          Double.parseDouble(percent.group(1)) / 100,
          reason,
          LocalDate.parse(node.path("until").asString("")));
    } catch (DateTimeException notDate) {
      throw new BadResultException(
          file, "waiver %d: until: expected a day such as 2030-01-31".formatted(number), notDate);
    } catch (PatternSyntaxException notPattern) {
      throw new BadResultException(
          file,
          "waiver %d: benchmark: expected a regular expression".formatted(number),
          notPattern);
    }
  }

  /** Returns a line for each waiver whose last day is over. */
  static List<String> expired(List<Waiver> waivers, LocalDate today) {
    return waivers.stream()
        .filter(waiver -> waiver.until().isBefore(today))
        .map(
            waiver ->
                "the waiver of '%s' expired on %s".formatted(waiver.benchmark(), waiver.until()))
        .toList();
  }

  /**
   * Returns a line for each waiver that is for no row.
   *
   * @param rows those of both sides, those included that one of them lacks
   */
  static List<String> unmatched(List<Waiver> waivers, List<RowKey> rows) {
    return waivers.stream()
        .filter(waiver -> rows.stream().noneMatch(waiver::covers))
        .map(waiver -> "the waiver of '%s' matches no benchmark".formatted(waiver.benchmark()))
        .toList();
  }
}
