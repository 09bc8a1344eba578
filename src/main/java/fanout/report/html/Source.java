package fanout.report.html;

import fanout.report.Summary;
import fanout.results.ResultFile;
import java.util.Locale;

/**
 * A result and the name that the page gives it.
 *
 * @param name as short as is distinct
 * @param file the result
 * @param summary its settings
 * @param isAlone whether the page has no other
 */
record Source(String name, ResultFile file, Summary summary, boolean isAlone) {

  /** Returns the heading of one setting. */
  String heading(Summary.Setting setting) {
    return prefix()
        + Html.name(
            String.format(
                Locale.ROOT,
                "%d requests, c = %d, %s, service delay %s",
                setting.requests(),
                setting.concurrency(),
                setting.exchange(),
                setting.delay()));
  }

  /** Returns the file's name as markup, where a reader needs it. */
  String prefix() {
    return isAlone ? "" : Html.name(name) + ": ";
  }
}
