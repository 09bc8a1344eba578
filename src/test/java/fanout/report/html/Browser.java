package fanout.report.html;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium that can reach this machine only, driven by the chromedriver beside it. */
final class Browser implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration LOAD_LIMIT = Duration.ofSeconds(30);

  /** So that a picture is as wide as a readme's column. */
  private static final double REDUCED = 0.8;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ChromeDriver driver;

  /** Skips a class of tests where there is no browser, and says so once all tests are over. */
  static final class Needed implements BeforeAllCallback {
    private static final String LACKING = "there is no chromium with its chromedriver on PATH";

    @Override
    public void beforeAll(ExtensionContext context) {
      if (find("chromium", "chromium-browser", "google-chrome").isEmpty()
          || find("chromedriver").isEmpty()) {
        AutoCloseable atTheEnd =
            () -> System.out.println("skipped: the tests that look at pages; " + LACKING);
        context.getRoot().getStore(Namespace.create(Needed.class)).put(LACKING, atTheEnd);
        Assumptions.abort(LACKING);
      }
    }
  }

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts the browser, which is {@link Needed}. */
  static Browser start() {
    Path chromium = find("chromium", "chromium-browser", "google-chrome").orElseThrow();
    Path chromedriver = find("chromedriver").orElseThrow();
    // The path is given, so Selenium looks for no driver and downloads none.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options(chromium));
    driver.manage().timeouts().pageLoadTimeout(LOAD_LIMIT).scriptTimeout(LOAD_LIMIT);
    return new Browser(driver);
  }

  private static ChromeOptions options(Path chromium) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1280,900");
    return options;
  }

  private static Optional<Path> find(String... names) {
    String[] folders = Objects.toString(System.getenv("PATH"), "").split(File.pathSeparator);
    return Stream.of(names)
        .flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page from disk, as wide as a desk's screen, in light colours. */
  void open(Path page) {
    open(page.toUri());
  }

  /** Opens any address like that, with nothing left of the page before. */
  void open(URI address) {
    driver.get("about:blank");
    media("light");
    size(1280, false);
    scripts(true);
    logs(LogType.BROWSER);
    logs(LogType.PERFORMANCE);
    driver.get(address.toString());
  }

  /** Chooses light or dark. */
  void media(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            "",
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Lays the page out as it prints, within a width in pixels. */
  void paper(int width) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    size(width, false);
  }

  /** Lets pages run scripts or not, from the next page on. */
  void scripts(boolean run) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  /** Chooses the page's width in pixels. */
  void size(int width, boolean phone) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", phone));
  }

  /** Evaluates a function's body. */
  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until a function's body returns true, at most as long as a page may take to load. */
  void await(String script) {
    driver.executeAsyncScript(
        "const done = arguments[0]; const holds = () => { %s };".formatted(script)
            + " const ask = () => holds() ? done() : setTimeout(ask, 20); ask();");
  }

  /** Evaluates a function's body that returns a list of texts. */
  List<String> texts(String script) {
    List<String> texts = new ArrayList<>();
    if (driver.executeScript(script) instanceof List<?> found) {
      found.forEach(each -> texts.add(Objects.toString(each)));
    }
    return texts;
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Returns what the console said since the page was opened. */
  List<String> console() {
    return logs(LogType.BROWSER).stream().map(LogEntry::getMessage).toList();
  }

  /** Returns the addresses of all requests since the page was opened. */
  List<String> requests() {
    return logs(LogType.PERFORMANCE).stream()
        .map(entry -> JSON.readTree(entry.getMessage()).path("message"))
        .filter(message -> message.path("method").asString("").equals("Network.requestWillBeSent"))
        .map(message -> message.path("params").path("request").path("url").asString(""))
        .toList();
  }

  private List<LogEntry> logs(String type) {
    return driver.manage().logs().get(type).getAll();
  }

  /** Keeps a picture of the whole page. */
  void screenshot(String name) {
    Map<String, Object> taken =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    keep(name + ".png", taken);
  }

  /** Keeps a smaller picture of the page's beginning, and returns its bytes. */
  byte[] screenshot(String name, int width, int height) {
    Map<String, Object> clip =
        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", REDUCED);
    return keep(
        name + ".png",
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", true, "clip", clip)));
  }

  /** Keeps the page as it prints, and returns its bytes. */
  byte[] print(String name) {
    return keep(
        name + ".pdf",
        driver.executeCdpCommand(
            "Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69)));
  }

  private static byte[] keep(String name, Map<String, Object> taken) {
    byte[] bytes = Base64.getDecoder().decode(Objects.toString(taken.get("data")));
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
