package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.model.Contenders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What timelines, sweeps and ladders draw. */
final class DrawingTest {
  private static final Path OLDER = Path.of("src/test/resources/fanout/older");
  private static final Path GROWTH = OLDER.resolve("growth.json");
  private static final Path SCALABILITY = OLDER.resolve("scalability.json");

  @TempDir private Path folder;

  @Test
  void drawsASampledBatchSlotBySlot() throws Exception {
    String page = page(Results.withSamples(folder));
    assertThat(page).contains("ms, 1000 requests in 11 slots", "crispEdges");
  }

  @Test
  void letsNothingShineThroughATimeline() throws Exception {
    String page =
        Results.group(
            "<section id=\"timeline\">(.*?)</section>", page(Results.withSamples(folder)));
    Matcher drawing =
        Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"[^>]*>(.*?)</svg>").matcher(page);
    int drawings = 0;
    for (; drawing.find(); drawings++) {
      int boxes = Integer.parseInt(drawing.group(1));
      int height = Integer.parseInt(drawing.group(2));
      BitSet[] filled = new BitSet[boxes];
      Arrays.setAll(filled, i -> new BitSet());
      Matcher path = Pattern.compile(" d=\"([^\"]*)\"").matcher(drawing.group(3));
      while (path.find()) {
        Stream.of(path.group(1).split("(?=M)", -1)).forEach(step -> fill(filled, step));
      }
      BitSet gaps = new BitSet();
      for (BitSet box : filled) {
        BitSet empty = new BitSet();
        empty.set(0, height);
        empty.andNot(box);
        gaps.or(empty);
      }
      int slots = Integer.parseInt(Results.group("in (\\d+) slot", page));
      assertThat(gaps.stream().boxed())
          .as("one line of pixels between two slots, and no other")
          .hasSizeLessThanOrEqualTo(slots);
    }
    assertThat(drawings).isGreaterThan(2);
  }

  /** Fills the boxes below the steps of an outline. */
  private static void fill(BitSet[] filled, String outline) {
    Matcher step = Pattern.compile("([Mvh])(-?\\d+)(?: (\\d+))?").matcher(outline);
    int box = 0;
    int foot = 0;
    int y = 0;
    while (step.find()) {
      int number = Integer.parseInt(step.group(2));
      switch (step.group(1)) {
        case "M" -> {
          box = number;
          foot = Integer.parseInt(step.group(3));
          y = foot;
        }
        case "v" -> y += number;
        default -> {
          for (int to = box + number; box < to; box++) {
            filled[box].set(y, foot);
          }
        }
      }
    }
  }

  @Test
  void drawsTheBatchesOfASettingOnOneAxis() throws Exception {
    String page =
        Results.group(
            "<section id=\"timeline\">(.*?)</section>", page(Results.withSamples(folder)));
    for (String table : page.split("(?=<table)", -1)) {
      Matcher each =
          Pattern.compile("note\">(\\d+\\.\\d+) ms,.*?<svg x=\"[^\"]*\" y=\"0\" width=\"([0-9.]+)%")
              .matcher(table);
      List<Double> ratios = new ArrayList<>();
      while (each.find()) {
        ratios.add(Double.parseDouble(each.group(2)) / Double.parseDouble(each.group(1)));
      }
      if (table.startsWith("<table")) {
        assertThat(ratios).hasSizeGreaterThan(1);
        double first = ratios.getFirst();
        assertThat(ratios)
            .allSatisfy(ratio -> assertThat(ratio / first).isCloseTo(1, within(0.01)));
      }
    }
  }

  @Test
  void tellsNoIntervalsOfOneFork() throws Exception {
    JsonNode entries = JsonMapper.shared().readTree(SCALABILITY.toFile());
    for (JsonNode entry : entries) {
      ArrayNode forks = (ArrayNode) entry.get("primaryMetric").get("rawData");
      JsonNode first = forks.get(0);
      forks.removeAll().add(first);
    }
    Path file = Results.write(folder.resolve("scalability.json"), (ArrayNode) entries);
    assertThat(page(file)).containsPattern("c\\* = [0-9.]+, R²").doesNotContain("NaN");
  }

  @Test
  void drawsWhatARequestCostsAsBatchesGrow() throws Exception {
    ArrayNode grown = JsonMapper.shared().createArrayNode();
    for (JsonNode entry : JsonMapper.shared().readTree(GROWTH.toFile())) {
      for (int requests = 1_000; requests <= 1_000_000; requests *= 10) {
        grown.add(scaled(entry, requests, requests / 1e6));
      }
    }
    assertThat(
            Results.group(
                "<section id=\"growth\">(.*?)</section>",
                page(Results.write(folder.resolve("growth.json"), grown))))
        .contains("THREAD_POOL, null", "VIRTUAL_THREADS, spin:2us", "fill-opacity=\".2\"")
        .contains("1.600 µs at 1000 requests, 1.600 µs at 1000000 requests");
    assertThat(page(GROWTH)).doesNotContain("id=\"growth\"");
  }

  @Test
  void drawsATermBelowZeroOfTheLongestBar() throws Exception {
    Contenders rows =
        Contenders.ofThousand()
            .add("ORACLE_THREADS", "NONE", 30, 30)
            .add("ORACLE_PROCESSES", "NONE", 30, 30)
            .add("WORKER_PROCESSES", "PROCESSES", 25, 25);
    String page = page(Files.writeString(folder.resolve("below.json"), rows.json()));
    String ladder = Results.group("<section id=\"ladder\">(.*?)</section>", page);
    String width = Results.group("<rect [^>]*\"4 2\"[^>]* width=\"([0-9.]+)%\"", ladder);
    assertThat(Double.parseDouble(width)).isCloseTo(97 * 5 / 30.0, within(0.01));
  }

  private static ObjectNode scaled(JsonNode entry, int requests, double factor) {
    ObjectNode copy = (ObjectNode) entry.deepCopy();
    ((ObjectNode) copy.get("params")).put("requests", String.valueOf(requests));
    ObjectNode metric = (ObjectNode) copy.get("primaryMetric");
    ArrayNode forks = JsonMapper.shared().createArrayNode();
    for (JsonNode fork : metric.get("rawData")) {
      ArrayNode scaled = forks.addArray();
      fork.forEach(score -> scaled.add(score.asDouble() * factor));
    }
    metric.set("rawData", forks);
    return copy;
  }

  private String page(Path... files) throws Exception {
    return Files.readString(Results.page(folder.resolve("page.html"), files));
  }
}
