package fanout.cli;

import java.io.ObjectInputFilter;
import java.util.List;
import org.openjdk.jmh.results.Result;

/**
 * The filter of what may come over JMH's link. Each fork sends its results to the host as
 * serialized Java objects over a loopback port that every process of the machine can reach. Only
 * what forks send is read: JMH's own classes, results of profilers, exceptions, and values of the
 * JDK without code of their own.
 */
final class LinkFilter implements ObjectInputFilter {
  private static final List<String> PACKAGES =
      List.of(
          "org.openjdk.jmh.",
          "fanout.",
          "org.apache.commons.math3.stat.",
          "org.HdrHistogram.",
          "java.lang.",
          "java.math.",
          "java.time.",
          "java.util.");

  /** Lambdas and what else could be made to call something. */
  private static final List<String> NOT_AMONG_THEM =
      List.of("java.lang.invoke.", "java.lang.reflect.", "java.util.jar.", "java.util.zip.");

  private static final long DEEPEST = 200;
  private static final long LONGEST_ARRAY = 100_000_000;

  LinkFilter() {}

  /** Puts the filter into force for this process, unless its user has set one. */
  static void install() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(new LinkFilter());
    }
  }

  @Override
  public Status checkInput(FilterInfo info) {
    if (info.depth() > DEEPEST || info.arrayLength() > LONGEST_ARRAY) {
      return Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED;
    }
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return mayCome(type) ? Status.ALLOWED : Status.REJECTED;
  }

  private static boolean mayCome(Class<?> type) {
    return type.isPrimitive()
        || Throwable.class.isAssignableFrom(type)
        || Result.class.isAssignableFrom(type)
        || (startsWithOneOf(type.getName(), PACKAGES)
            && !startsWithOneOf(type.getName(), NOT_AMONG_THEM));
  }

  private static boolean startsWithOneOf(String name, List<String> packages) {
    return packages.stream().anyMatch(name::startsWith);
  }
}
