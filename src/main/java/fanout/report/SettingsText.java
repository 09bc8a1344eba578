package fanout.report;

import fanout.model.LadderRow;
import fanout.model.LadderRow.Terms;
import fanout.report.Table.Column;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Many settings in one table, a row a contender: what a request costs as a parameter varies. */
public final class SettingsText {
  private static final double MICROS_PER_MILLI = 1000;

  private final List<Summary.Setting> settings;
  private final RowNames names;

  /** Prepares a table of the contenders of all settings. */
  public SettingsText(List<Summary.Setting> settings) {
    this.settings = settings;
    this.names = new RowNames(entries().map(ResultEntry::key).toList());
  }

  private Stream<ResultEntry> entries() {
    return settings.stream().flatMap(each -> each.rows().stream()).map(Summary.Row::entry);
  }

  /** Returns what all rows share. */
  public String common() {
    return names.common();
  }

  /** Returns a row a contender, in the settings' order. */
  public Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Setting setting : settings) {
      for (Summary.Row row : setting.rows()) {
        rows.add(cells(setting, row));
      }
    }
    List<Column> columns =
        Table.columns("contender", "#makespan ms", "#µs/request", "#synchr. µs", "#of CPU µs");
    boolean hasLadder =
        settings.stream()
            .flatMap(each -> each.rows().stream())
            .anyMatch(row -> row.ladder().flatMap(LadderRow::makespan).isPresent());
    int shown = hasLadder ? columns.size() : columns.size() - 2;
    return new Table(
        columns.subList(0, shown), rows.stream().map(row -> row.subList(0, shown)).toList());
  }

  private List<String> cells(Summary.Setting setting, Summary.Row row) {
    double each = MICROS_PER_MILLI / setting.requests();
    ForkMean whole = row.makespanMillis();
    return List.of(
        names.params(row.entry().key()),
        Figures.number(whole.mean()),
        Figures.margin(whole.times(each)),
        synchronization(row.ladder().flatMap(LadderRow::makespan)),
        synchronization(row.ladder().flatMap(LadderRow::cpu)));
  }

  private static String synchronization(Optional<Terms> terms) {
    return terms.flatMap(Terms::synchronization).map(Figures::margin).orElse("-");
  }
}
