package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static final String NAME =
      "a name that leaves no room for a single figure in the".concat(" 80 columns there are");

  @Test
  void givesNamesThatLeaveNoRoomLinesOfTheirOwn() {
    Table table =
        new Table(Table.columns("name", "#ms", "#µs"), List.of(List.of(NAME, "1234.5", "10")));
    assertThat(table.toText().lines())
        .containsExactly("name", "      ms  µs", NAME, "  1234.5  10");
  }

  @Test
  void losesTheSpacesAroundMarginsBeforeItBreaks() {
    String figure = "-1.36 ± 12.34";
    Table table =
        new Table(
            Table.columns("µs of makespan", "#requests", "#sharing", "#vehicle", "#hand-off", "#s"),
            List.of(List.of("WORKER_PROCESSES", "26.9", figure, figure, figure, figure)));
    assertThat(table.toText().lines())
        .hasSize(2)
        .allMatch(line -> line.length() <= 80)
        .last()
        .asString()
        .endsWith("26.9  -1.36±12.34  -1.36±12.34  -1.36±12.34  -1.36±12.34");
  }

  @Test
  void putsFiguresThatDoNotFitIntoTablesBelow() {
    String figure = "1".repeat(50);
    Table table =
        new Table(Table.columns("name", "#a", "#b"), List.of(List.of("row", figure, figure)));
    assertThat(table.toText().lines()).hasSize(5).allMatch(line -> line.length() <= 80);
  }
}
