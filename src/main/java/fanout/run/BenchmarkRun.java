package fanout.run;

import fanout.os.Capacity;
import fanout.os.JmhLock;
import fanout.os.Posix;
import fanout.os.PrivateFolder;
import fanout.results.Suite;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * A run of benchmarks under JMH's options: plan, run, check that all of the plan was done, write
 * the result.
 */
public final class BenchmarkRun {
  private final RunOptions options;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Reads JMH's options for a suite.
   *
   * @param words the words of the command line
   * @param suite the defaults of the parameters
   * @param out takes lists and JMH's own output
   * @param err takes the progress
   * @throws BadOptionException if JMH does not understand the options
   */
  public BenchmarkRun(List<String> words, Suite suite, PrintStream out, PrintStream err) {
    this.options = RunOptions.parse(words, suite);
    this.out = out;
    this.err = err;
  }

  /**
   * Does what the options ask for: shows JMH's help or one of its lists, or runs benchmarks.
   *
   * @return the JSON result, if there is one
   * @throws BadOptionException if nothing can be run that way
   * @throws RunFailedException if the run did not complete; no result was written then
   * @throws IOException if the result could not be written
   * @throws InterruptedException if interrupted before the first benchmark
   */
  public Optional<Path> execute() throws IOException, InterruptedException {
    CommandLineOptions given = options.given();
    if (given.shouldHelp()) {
      list(given::showHelp);
    } else if (given.shouldList()) {
      list(() -> new Runner(given).list()); // it takes System.out when it is made
    } else if (given.shouldListWithParams()) {
      listWithParams();
    } else if (given.shouldListProfilers()) {
      list(given::listProfilers);
    } else if (given.shouldListResultFormats()) {
      list(given::listResultFormats);
    } else {
      return run();
    }
    return Optional.empty();
  }

  /** A list of JMH, which prints it on standard output, whatever it is given. */
  private interface Listing {
    void print() throws IOException;
  }

  private void list(Listing listing) throws IOException {
    PrintStream standard = System.out;
    System.setOut(out);
    try {
      listing.print();
    } finally {
      System.setOut(standard);
    }
  }

  /**
   * Lists what a run would run in JMH's form, a benchmark once for each part of its suite. JMH
   * itself lists all benchmarks where none is named, and no values of suites.
   */
  private void listWithParams() {
    out.println("Benchmarks: ");
    for (SelectedBenchmark benchmark : SelectedBenchmark.by(options.forRunner())) {
      for (Map<String, List<String>> part : RunPlan.values(benchmark, options.suite())) {
        out.println(benchmark.name());
        part.forEach(
            (name, values) ->
                out.printf("  param \"%s\" = {%s}%n", name, String.join(", ", values)));
      }
    }
  }

  private Optional<Path> run() throws IOException, InterruptedException {
    RunPlan whole = RunPlan.of(options);
    Optional<KeptRows> kept =
        Optional.ofNullable(options.resumed())
            .map(part -> KeptRows.in(part, Environment.capture(options.words())));
    RunPlan plan = kept.map(rows -> rows.rest(whole)).orElse(whole);
    options.cluster().check(plan);
    new ResourceCheck(Capacity.ofThisMachine(), heap()).require(plan);
    List<String> notes = new ArrayList<>(plan.notes());
    notes.addAll(new ProfilerCheck(options.given().getProfilers()).require(plan));
    notes.addAll(new TargetProbe(options.isInsecure()).require(plan.contenders()));
    ResultFormatType format = options.format();
    long bytes = ResultWriter.bytes(whole.legs().size() + whole.contenders().size());
    try (ResultWriter writer = new ResultWriter(options.reserve(Instant.now(), bytes), format)) {
      if (kept.isPresent()) {
        writer.takeOver(kept.get().rows(), kept.get().hasPartOfAGroup());
      }
      notes.forEach(note -> err.println("fanout: " + note));
      measure(plan, writer);
      Path file = writer.finish();
      out.println("result: " + file);
      return format == ResultFormatType.JSON ? Optional.of(file) : Optional.empty();
    }
  }

  private void measure(RunPlan plan, ResultWriter writer) throws IOException, InterruptedException {
    Thread hook = new Thread(() -> interrupted(writer), "interrupted-run");
    Runtime.getRuntime().addShutdownHook(hook);
    try (JmhLock _ = JmhLock.take(line -> err.println("fanout: " + line))) {
      System.setProperty(JmhLock.IGNORED, "true"); // JMH would fail where this waited
      PrivateFolder.sweep();
      new QuietMachine(err).await();
      warnOf(Doctor.ofThisMachine().lasting());
      Map<String, Object> environment = Environment.capture(options.words());
      run(plan, rows -> writer.add(rows, environment), rows -> writer.begin(rows, environment));
    } catch (RunFailedException e) {
      throw new RunFailedException(e.getMessage() + writer.kept(), e);
    } finally {
      forget(hook);
    }
  }

  private void interrupted(ResultWriter writer) {
    err.println("fanout: interrupted; no result was written" + writer.kept());
    writer.close();
  }

  /** Forks inherit this JVM's largest heap, unless they are given one of their own. */
  private OptionalLong heap() {
    boolean ownHeap = options.words().stream().anyMatch(word -> word.contains("-Xmx"));
    return ownHeap ? OptionalLong.empty() : OptionalLong.of(Runtime.getRuntime().maxMemory());
  }

  private void warnOf(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.isWarning()) {
        err.printf("fanout: warning: %s: %s (see doctor)%n", finding.subject(), finding.fact());
      }
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook is what tells so.
      return;
    }
  }

  private void run(
      RunPlan plan, Consumer<List<MeasuredRow>> keep, Consumer<List<MeasuredRow>> begun)
      throws IOException {
    if (options.wantsJmhOutput()) {
      runLoud(plan, keep, begun);
      return;
    }
    TimeLeft timeLeft = new TimeLeft(plan);
    try (Progress progress = progress(plan, timeLeft)) {
      LastLines log = new LastLines(OutputStream.nullOutputStream());
      ProgressOutput output = new ProgressOutput(progress, plan, timeLeft, log);
      new LegRunner(options, output, log::lines).run(plan, keep, begun);
    }
  }

  /** The bar moves the cursor, which {@code err} escapes. */
  private Progress progress(RunPlan plan, TimeLeft timeLeft) {
    return Posix.canRedrawStandardError()
        ? new BarProgress(System.err, timeLeft)
        : new LineProgress(err, plan, timeLeft);
  }

  /** JMH opens and closes its output for each of its runs; here all go to one. */
  private void runLoud(
      RunPlan plan, Consumer<List<MeasuredRow>> keep, Consumer<List<MeasuredRow>> begun)
      throws IOException {
    try (LastLines log = new LastLines(jmhOutput());
        PrintStream jmh = new PrintStream(log, true, StandardCharsets.UTF_8)) {
      OutputFormat output =
          OutputFormatFactory.createFormatInstance(
              jmh, options.given().verbosity().orElse(Defaults.VERBOSITY));
      List<RunResult> results = new ArrayList<>();
      new LegRunner(options, output, log::lines)
          .run(
              plan,
              rows -> {
                rows.forEach(row -> results.add(row.result()));
                keep.accept(rows);
              },
              begun);
      ResultFormatFactory.getInstance(ResultFormatType.TEXT, jmh).writeOut(results);
    }
  }

  private OutputStream jmhOutput() throws FileNotFoundException {
    return options.given().getOutput().hasValue()
        ? new BufferedOutputStream(new FileOutputStream(options.given().getOutput().get()))
        : new FilterOutputStream(out) {
          @Override
          public void close() throws IOException {
            flush();
          }
        };
  }
}
