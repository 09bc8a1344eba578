package fanout.run;

import fanout.os.Capacity;
import fanout.os.Resource;
import fanout.process.WorkerNeeds;
import java.util.ArrayList;
import java.util.HashMap;
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

  private final long mostWorkers;

  Grouping(Capacity capacity) {
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
    return workers(together) <= mostWorkers && connections(together) <= MOST_CONNECTIONS;
  }

  /** Says why there is more than one group. */
  String reason() {
    return "at most %d worker processes and %d connections are open at once"
        .formatted(mostWorkers, MOST_CONNECTIONS);
  }

  /** Contenders that ask the same server in the same way share worker processes. */
  private static long workers(List<Contender> together) {
    Map<Object, Integer> open = new HashMap<>();
    together.stream()
        .filter(Contender::usesWorkers)
        .forEach(one -> open.merge(pool(one), one.concurrency(), Math::max));
    return open.values().stream().mapToLong(Integer::longValue).sum();
  }

  private static Object pool(Contender contender) {
    return List.of(
        contender.exchange(),
        contender.workers().channels(),
        contender.server().target(),
        contender.server().requestsPerConnection());
  }

  private static long connections(List<Contender> together) {
    Map<Object, Integer> open = new HashMap<>();
    together.stream()
        .filter(contender -> contender.exchange().usesNetwork())
        .forEach(contender -> open.put(contender.opening(), contender.slots()));
    return open.values().stream().mapToLong(Integer::longValue).sum();
  }
}
