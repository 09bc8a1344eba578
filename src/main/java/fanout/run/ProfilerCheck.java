package fanout.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.options.ProfilerConfig;

/** The check for profilers of JMH that would show less than they seem to. */
final class ProfilerCheck {
  /** They write a folder for each benchmark, named after all its parameters. */
  private static final Set<String> WITH_FOLDER = Set.of("jfr", "async");

  private static final String LEDGER = LedgerProfiler.class.getName();
  private static final String SAFEPOINTS = "safepoints";

  /** Of a file's name, on the file systems in use. */
  private static final int MOST_BYTES = 255;

  private final List<String> profilers;

  ProfilerCheck(List<ProfilerConfig> profilers) {
    this.profilers = profilers.stream().map(profiler -> name(profiler.getKlass())).toList();
  }

  /**
   * Checks a run.
   *
   * @return what a person should know about its profiles
   * @throws BadOptionException if a profiler would show nothing, or something that is not so
   */
  List<String> require(RunPlan plan) {
    if (profilers.contains(SAFEPOINTS)) {
      throw new BadOptionException(
          "-prof safepoints cannot read the log of this JDK, and would show 0 and NaN; use"
              + " -jvmArgsAppend -Xlog:safepoint:file=safepoints-%p.log");
    }
    List<String> notes = new ArrayList<>();
    boolean watches = profilers.stream().anyMatch(each -> !each.equals(LEDGER));
    if (watches && plan.contenders().stream().anyMatch(Contender::usesWorkers)) {
      notes.add("-prof watches the fork alone, and nothing that its worker processes do");
    }
    for (String profiler : profilers) {
      if (WITH_FOLDER.contains(profiler)) {
        plan.legs().forEach(leg -> requireName(profiler, leg));
        if (plan.legs().stream().anyMatch(leg -> leg.forks() + leg.warmupForks() > 1)) {
          notes.add(
              "-prof %s writes one file a contender, and each fork replaces that of the fork"
                      .formatted(profiler)
                  + " before: it shows the last fork only (-f 1 takes no more)");
        }
      }
    }
    return notes;
  }

  /** JMH takes a profiler by its short name or by that of its class. */
  private static String name(String klass) {
    return switch (klass) {
      case "org.openjdk.jmh.profile.SafepointsProfiler" -> SAFEPOINTS;
      case "org.openjdk.jmh.profile.JavaFlightRecorderProfiler" -> "jfr";
      case "org.openjdk.jmh.profile.AsyncProfiler" -> "async";
      default -> klass;
    };
  }

  private static void requireName(String profiler, Leg leg) {
    leg.group()
        .ifPresent(
            group -> {
              String folder = folder(group.parameters(), leg);
              if (folder.length() > MOST_BYTES) {
                throw new BadOptionException(
                    ("-prof %s writes into a folder named after all parameters, which cannot have"
                            + " more than %d characters and would have %d for %s: give shorter"
                            + " values")
                        .formatted(profiler, MOST_BYTES, folder.length(), leg.label()));
              }
            });
  }

  /** As {@link org.openjdk.jmh.infra.BenchmarkParams#id()} makes it; all its bytes are ASCII. */
  private static String folder(Map<String, String> parameters, Leg leg) {
    StringBuilder name = new StringBuilder(RunPlan.CONTENDERS + "-" + leg.mode());
    parameters.forEach(
        (key, value) -> name.append('-').append(key).append('-').append(encoded(value)));
    return name.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
