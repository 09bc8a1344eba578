package fanout.cli;

import fanout.report.Places;
import fanout.report.SummaryData;
import fanout.report.SummaryText;
import fanout.results.Json;
import fanout.results.ResultFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code summary}: the table of one result. */
@Command(
    name = "summary",
    description = "Shows what one result says: for each setting, the strategies side by side.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar summary results/<file>.json",
      "  java -jar target/benchmarks.jar summary --format markdown results/<file>.json"
    })
final class SummaryCommand extends Subcommand {
  /** The forms of a summary, written as on the command line. */
  private enum Format {
    text,
    markdown,
    csv,
    json
  }

  @Parameters(
      paramLabel = "RESULT.json",
      description = "A result in JMH's JSON form, or a folder of sittings.")
  private Path file;

  @Option(
      names = "--format",
      description = "text, markdown, csv or json; default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private Format format;

  @Option(
      names = "--detail",
      description = "Also slot states, slot times, processors and latencies (text, markdown).")
  private boolean detail;

  @Override
  public Integer call() {
    List<Path> files = FileOptions.expanded(List.of(file));
    ResultFile result = ResultFile.read(files);
    List<String> places = Places.differences(files.size() == 1 ? List.of(result) : each(files));
    SummaryText text = new SummaryText(result, detail, places);
    if (format == Format.csv || format == Format.json) {
      places.forEach(line -> err().println("warning: not made in one place: " + line));
    }
    print(
        switch (format) {
          case text -> text.toText();
          case markdown -> text.toMarkdown();
          case csv -> new SummaryData(result).toCsv();
          case json -> Json.write(new SummaryData(result).rows());
        });
    return 0;
  }

  /** Pooled sittings do not tell whose place is whose. */
  private static List<ResultFile> each(List<Path> files) {
    return files.stream().map(ResultFile::read).toList();
  }
}
