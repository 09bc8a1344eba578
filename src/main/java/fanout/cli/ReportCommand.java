package fanout.cli;

import fanout.os.AtomicFile;
import fanout.report.html.HtmlReport;
import fanout.results.ResultFile;
import fanout.run.BadOptionException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: results as one page for a browser. */
@Command(
    name = "report",
    description = {
      "Writes results as one page for a browser: which way is the fastest and what synchronization"
          + " costs, or, for two results, what changed, and for more, oldest first, when. It needs"
          + " no network and nothing beside it, and can be read without script. Results of any JMH"
          + " benchmark will do, and the readings of 'calibrate'."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar report results/baseline/default.json",
      "  java -jar target/benchmarks.jar report results/baseline/*.json -o all.html",
      "  java -jar target/benchmarks.jar report base.json new.json -o new.html"
    })
final class ReportCommand extends Subcommand {
  private static final int BYTES_PER_KILOBYTE = 1000;

  @Parameters(
      arity = "1..*",
      paramLabel = "RESULT.json",
      description = "Results in JMH's JSON form, or folders of results, by name.")
  private List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "The page; default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("report.html");

  @Option(names = "--force", description = "Replace the page if it exists.")
  private boolean force;

  @Override
  public Integer call() {
    List<Path> results = FileOptions.expanded(files);
    requireFree(results);
    HtmlReport report = new HtmlReport(results.stream().map(ResultFile::read).toList());
    byte[] page = report.toBytes();
    AtomicFile.write(output, page);

    report.mixedPlaces().forEach(line -> err().println("warning: not made in one place: " + line));
    print("report: %s (%d kB)%n".formatted(output, page.length / BYTES_PER_KILOBYTE));
    return 0;
  }

  private void requireFree(List<Path> results) {
    for (Path file : results) {
      if (FileOptions.isSame(file, output)) {
        throw new BadOptionException(output + ": is one of the results; name another file");
      }
    }
    if (!force && Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadOptionException(output + ": exists already; --force replaces it");
    }
  }
}
