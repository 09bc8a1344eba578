package fanout.run;

import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.util.Optional;

/**
 * JMH options that name no result file: JMH empties the named file when a run begins, and so would
 * destroy an older good result.
 */
final class WithoutResult extends CommandLineOptions {
  WithoutResult(String... words) throws CommandLineOptionException {
    super(words);
  }

  @Override
  public Optional<String> getResult() {
    return Optional.none();
  }

  @Override
  public Optional<ResultFormatType> getResultFormat() {
    return Optional.none();
  }
}
