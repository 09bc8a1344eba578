package fanout.report.html;

/**
 * A part of the page.
 *
 * @param id its anchor
 * @param title its heading
 * @param html its content; empty if the files have nothing for it
 * @param madeBy the command whose result has something for it
 */
record Part(String id, String title, String html, String madeBy) {
  boolean isEmpty() {
    return html.isEmpty();
  }
}
