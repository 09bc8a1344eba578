package fanout.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The frame around the parts. Its policy lets nothing load, and nothing run but the one script that
 * the page brings, known by its hash.
 *
 * @param names the results' names
 * @param mixed what differs between their places
 * @param parts the parts in their order; empty ones are named at the end with what makes them
 */
record Page(List<String> names, List<String> mixed, List<Part> parts) {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  /** Returns the whole page. */
  String html() {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy()
        + "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + "<link rel=\"icon\" href=\"data:,\">\n<title>"
        + Html.text("fanout: " + Html.cut(String.join(", ", names)))
        + "</title>\n<style>"
        + STYLE
        + "</style></head>\n<body><a class=\"skip\" href=\"#content\">Skip to the content</a>\n"
        + header()
        + "<main id=\"content\" tabindex=\"-1\">\n"
        + sections()
        + missing()
        + "</main>\n<script>"
        + SCRIPT
        + "</script></body></html>\n";
  }

  private static String policy() {
    return "default-src 'none'; img-src data:; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
        .formatted(hash(STYLE), hash(SCRIPT));
  }

  private String header() {
    StringBuilder header = new StringBuilder("<header><p class=\"brand\">fanout report</p><h1>");
    header
        .append("What did coordinating the requests cost?</h1><p class=\"files\">")
        .append(String.join(", ", names.stream().map(Html::name).toList()))
        .append("</p>");
    if (!mixed.isEmpty()) {
      header.append(
          "<div class=\"mixed\" role=\"note\"><b>These results were not made in one place.</b> Do"
              + " not compare figures across them.<ul>");
      mixed.forEach(line -> header.append(Html.element("li", Html.text(line))));
      header.append("</ul></div>");
    }
    header.append("<nav aria-label=\"Sections\"><ul>");
    present()
        .forEach(
            part ->
                header.append(
                    "<li><a href=\"#%s\">%s</a></li>"
                        .formatted(part.id(), Html.text(part.title()))));
    return header.append("</ul></nav></header>\n").toString();
  }

  private String sections() {
    StringBuilder sections = new StringBuilder();
    for (Part part : present()) {
      sections.append(
          "<section id=\"%s\" aria-labelledby=\"%s-h\"><h2 id=\"%s-h\">%s</h2>\n%s</section>\n"
              .formatted(part.id(), part.id(), part.id(), Html.text(part.title()), part.html()));
    }
    return sections.toString();
  }

  private String missing() {
    StringBuilder items = new StringBuilder();
    for (Part part : parts) {
      if (part.isEmpty()) {
        items.append(
            Html.element(
                "li",
                Html.element("b", Html.text(part.title()))
                    + " needs a result of "
                    + Html.code("java -jar target/benchmarks.jar " + part.madeBy())));
      }
    }
    return items.isEmpty()
        ? ""
        : "<section id=\"missing\"><h2>Not in these files</h2><ul>" + items + "</ul></section>\n";
  }

  private List<Part> present() {
    return parts.stream().filter(part -> !part.isEmpty()).toList();
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
