package fanout.run;

import fanout.os.Capacity;
import fanout.os.Resource;
import fanout.process.WorkerNeeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Splits contenders into groups that can be open at once. Contenders that agree in everything but
 * the strategy stay together, so that each has its controls beside it.
 */
final class Grouping {
  /** More would only keep one another from being warm. */
  private static final int MOST_WORKERS = 64;

  /** Open files and connections that a fork has for its contenders. */
  private static final int MOST_CONNECTIONS = 4096;

  /** The rest is for the fork, the stub and everything else on the machine. */
  private static final double MEMORY_SHARE = 0.6;

  private final Capacity capacity;
  private final long mostWorkers;

  Grouping(Capacity capacity) {
    this.capacity = capacity;
    OptionalLong memory = capacity.of(Resource.MEMORY_MIB);
    long fitting =
        memory.isPresent()
            ? (long) (memory.getAsLong() * MEMORY_SHARE / WorkerNeeds.MEBIBYTES)
            : MOST_WORKERS;
    mostWorkers = Math.min(MOST_WORKERS, fitting);
  }

  /** Returns each contender in a group of its own. */
  static List<Group> isolated(List<Contender> contenders) {
    List<Group> groups = new ArrayList<>();
    contenders.forEach(one -> groups.add(new Group("" + (groups.size() + 1), List.of(one))));
    return groups;
  }

  /** Returns as few groups as hold all contenders, in their order. */
  List<Group> of(List<Contender> contenders) {
    Map<Map<String, String>, List<Contender>> settings = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      settings.computeIfAbsent(contender.setting(), _ -> new ArrayList<>()).add(contender);
    }
    List<List<Contender>> groups = new ArrayList<>();
    for (List<Contender> setting : settings.values()) {
      List<Contender> together = new ArrayList<>();
      if (!groups.isEmpty()) {
        together.addAll(groups.getLast());
        together.addAll(setting);
      }
      if (!groups.isEmpty() && fits(together)) {
        groups.set(groups.size() - 1, together);
      } else {
        groups.add(setting);
      }
    }
    List<Group> named = new ArrayList<>();
    groups.forEach(group -> named.add(new Group("" + (named.size() + 1), group)));
    return named;
  }

  private boolean fits(List<Contender> together) {
    return ResourceCheck.workers(together) <= mostWorkers
        && ResourceCheck.connections(together, false) <= MOST_CONNECTIONS
        && capacity.shortage(ResourceCheck.needs(together)).isEmpty();
  }

  /** Says why there is more than one group. */
  String reason() {
    return "at most %d worker processes and %d connections are open at once"
        .formatted(mostWorkers, MOST_CONNECTIONS);
  }
}
