package fanout.cli;

import fanout.run.Doctor;
import fanout.run.Finding;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code doctor}: what about this machine will disturb a run, and what to do. */
@Command(
    name = "doctor",
    description = {
      "Tells what about this machine will disturb a run, what that does to the numbers, and what to"
          + " do about it. Each run says the same in a line for each warning, but for the load,"
          + " which it waits for.",
      "",
      "Exit code: 0, with warnings too; 2 for bad usage."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  java -jar target/benchmarks.jar doctor"})
final class DoctorCommand extends Subcommand {
  @Override
  public Integer call() {
    List<Finding> findings = Doctor.ofThisMachine().findings();
    print(text(findings));
    return 0;
  }

  /** A line for each finding, and under a warning its effect and the remedy. */
  static String text(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      String state =
          switch (finding.state()) {
            case OK -> "ok";
            case WARNING -> "warning";
            case UNKNOWN -> "-";
          };
      text.append("%-8s %-12s %s%n".formatted(state, finding.subject(), finding.fact()));
      if (finding.isWarning()) {
        text.append("  effect: %s%n      do: %s%n".formatted(finding.effect(), finding.remedy()));
      }
    }
    long warnings = findings.stream().filter(Finding::isWarning).count();
    return text.append("%d of %d disturb%n".formatted(warnings, findings.size())).toString();
  }
}
