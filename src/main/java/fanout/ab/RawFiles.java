package fanout.ab;

import fanout.ab.Units.Unit;
import fanout.os.AtomicFile;
import fanout.os.FolderLock;
import fanout.results.Json;
import fanout.results.Secrets;
import fanout.results.Sittings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a collection: {@code a.json} and {@code b.json}, all forks of a side in JMH's form,
 * and {@code pairing.json}, which says in which block and place each fork ran. Each is replaced in
 * one step, so that a reader never meets half a file. {@code forks/} holds what the single forks
 * wrote.
 */
final class RawFiles implements AutoCloseable {
  private final Interleaving plan;
  private final Path forks;
  private final FolderLock lock;
  private final List<Fork> kept = new ArrayList<>();

  private RawFiles(Interleaving plan, Path forks, FolderLock lock) {
    this.plan = plan;
    this.forks = forks;
    this.lock = lock;
  }

  private record Fork(Side side, Unit unit, int block, Path file) {}

  static RawFiles in(Interleaving plan) throws IOException {
    FolderLock lock = FolderLock.of(plan.folder());
    return new RawFiles(plan, Files.createDirectories(plan.folder().resolve("forks")), lock);
  }

  Path next(Side side, int number) {
    return forks.resolve("%03d-%s.json".formatted(number, side.fileName()));
  }

  void add(Side side, Unit unit, int block, Path file) {
    kept.add(new Fork(side, unit, block, file));
  }

  boolean has(Side side) {
    return kept.stream().anyMatch(fork -> fork.side == side);
  }

  /** Removes what a fork that was stopped has left, its log included. */
  void discard(Path target) throws IOException {
    for (Path file : leftBy(target)) {
      Files.deleteIfExists(file);
    }
  }

  /** Removes what a fork that failed has left, but for a log with more in it than its last line. */
  void discardResult(Path target) throws IOException {
    for (Path file : leftBy(target)) {
      if (!file.equals(ForkRunner.log(target)) || isOneLine(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isOneLine(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).limit(2).count() < 2;
    }
  }

  /** A program that replaces its result in one step may leave another file, should it be killed. */
  private List<Path> leftBy(Path target) throws IOException {
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(forks, "*" + target.getFileName() + "*")) {
      files.forEach(left::add);
    }
    return left;
  }

  /**
   * Keeps all complete forks, those of a block that was broken off included; removes the folders if
   * there are none.
   *
   * @return in words, what is kept and where
   */
  String keepComplete() throws IOException {
    if (!kept.isEmpty()) {
      write();
      return "after %d complete forks; they are in %s".formatted(kept.size(), plan.folder());
    }
    close();
    for (Path folder : List.of(forks, plan.folder())) {
      if (isEmpty(folder)) {
        Files.delete(folder);
      }
    }
    return "before a fork was complete";
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  void write() throws IOException {
    for (Side side : Side.values()) {
      List<Path> files = kept.stream().filter(fork -> fork.side == side).map(Fork::file).toList();
      if (!files.isEmpty()) {
        replace(side.fileName() + ".json", Sittings.joined(files));
      }
    }
    replace("pairing.json", pairing());
  }

  private ObjectNode pairing() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("a", Secrets.leaveOut(plan.commands().a()))
        .put("b", Secrets.leaveOut(plan.commands().b()))
        .put("seed", plan.seed());
    ArrayNode options = root.putArray("options");
    Secrets.leaveOut(plan.commands().options()).forEach(options::add);
    ArrayNode order = root.putArray("forks");
    for (Fork fork : kept) {
      ObjectNode node = order.addObject();
      if (!fork.unit.name().isEmpty()) {
        node.put("benchmark", fork.unit.name());
      }
      node.put("block", fork.block)
          .put("side", fork.side.fileName())
          .put("file", "forks/" + fork.file.getFileName());
    }
    return root;
  }

  private void replace(String name, JsonNode content) throws IOException {
    AtomicFile.at(plan.folder().resolve(name)).replace(Json.MAPPER.writeValueAsBytes(content));
  }

  /** Lets others write into the folder. */
  @Override
  public void close() {
    lock.close();
  }
}
