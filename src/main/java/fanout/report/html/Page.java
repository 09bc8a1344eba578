package fanout.report.html;

import fanout.report.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The frame around the parts. Its policy lets nothing load, and nothing run but the one script that
 * the page brings, known by its hash; where a stricter policy forbids script and style, everything
 * can still be read.
 *
 * @param title the heading
 * @param made the JDK and the date, which a browser's tab shows beside it
 * @param origin where and when the results were made, as markup
 * @param mixed what differs between their places, one line each
 * @param parts the parts in their order; empty ones are left out
 */
record Page(String title, String made, String origin, List<String> mixed, List<Part> parts) {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  /**
   * A part of the page.
   *
   * @param id its anchor
   * @param title its heading
   * @param html its content; empty if the files have nothing for it
   */
  record Part(String id, String title, String html) {
    /** Returns the same for those who open it. */
    Part folded(String summary) {
      return new Part(id, title, Html.details(summary, html));
    }

    String section() {
      return "<section id=\"%s\"><h2>%s</h2>\n%s</section>\n".formatted(id, Html.text(title), html);
    }
  }

  String html() {
    List<Part> present = parts.stream().filter(part -> !part.html().isEmpty()).toList();
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy()
        + "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<link rel=\"icon\" href=\"data:,\">\n<title>"
        + Html.text("fanout: " + TextLines.cut(title) + ", " + made)
        + "</title>\n<style>"
        + STYLE
        + "</style></head>\n<body><a class=\"skip\" href=\"#content\">Skip to the content</a>\n"
        + header(present)
        + "<main id=\"content\" tabindex=\"-1\">\n"
        + present.stream().map(Part::section).collect(Collectors.joining())
        + "</main>\n<script>"
        + SCRIPT
        + "</script></body></html>\n";
  }

  private static String policy() {
    return "default-src 'none'; img-src data:; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
        .formatted(hash(STYLE), hash(SCRIPT));
  }

  private String header(List<Part> present) {
    StringBuilder header = new StringBuilder("<header><h1>");
    header.append(Html.name(title)).append("</h1><p class=\"origin\">").append(origin);
    header.append("</p>");
    if (!mixed.isEmpty()) {
      header.append(
          "<div class=\"mixed\" role=\"note\"><b>These results were not made in one place.</b> Do"
              + " not compare figures across them.<ul>");
      mixed.forEach(line -> header.append(Html.element("li", Html.text(line))));
      header.append("</ul></div>");
    }
    header.append("<nav aria-label=\"Sections\"><ul>");
    present.forEach(
        part ->
            header.append(
                "<li><a href=\"#%s\">%s</a></li> ".formatted(part.id(), Html.text(part.title()))));
    return header.append("</ul></nav></header>\n").toString();
  }

  private static String hash(String content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream("/fanout/report/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + name + " cannot be read", e);
    }
  }
}
