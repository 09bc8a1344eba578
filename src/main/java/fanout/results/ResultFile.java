package fanout.results;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A JMH result file in JSON, of any JMH version or of a framework that writes JMH's form.
 *
 * @param path the file as the user named it
 * @param entries its entries in file order, at least one, no two with the same key
 */
public record ResultFile(Path path, List<ResultEntry> entries) {
  /**
   * Reads a result file, packed by gzip or not. Forks of one benchmark from several sittings are
   * pooled; those of several JVMs are told apart by a parameter {@code jvm}.
   *
   * @param path a file as {@code -rf json} writes it, or {@code -} for standard input
   * @return its entries
   * @throws BadResultException if the file is missing, empty, cut short, not JSON, not JMH's, or
   *     has no entry
   */
  public static ResultFile read(Path path) {
    return read(List.of(path));
  }

  /**
   * Reads several sittings of the same benchmarks as one result.
   *
   * @param paths at least one file that {@link #read(Path)} takes, in the order they ran
   * @return the entries of all, named after the first file
   * @throws BadResultException as {@link #read(Path)}, or if units of one benchmark differ
   */
  public static ResultFile read(List<Path> paths) {
    return new ResultFile(paths.getFirst(), Sittings.read(paths));
  }

  /**
   * Leaves parameters out of the keys, so that entries that differ in them can be compared.
   *
   * @param names the parameters to leave out; those that an entry lacks do not matter
   * @throws BadResultException if two entries are then the same
   */
  public ResultFile withoutParams(Set<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    List<ResultEntry> reduced = entries.stream().map(entry -> entry.withoutParams(names)).toList();
    Set<RowKey> seen = new HashSet<>();
    for (ResultEntry entry : reduced) {
      if (!seen.add(entry.key())) {
        throw new BadResultException(
            path, "without the parameters " + names + " several entries are " + entry.key());
      }
    }
    return new ResultFile(path, reduced);
  }
}
