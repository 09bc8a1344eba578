package fanout.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.MemberAttributeConfig;
import fanout.os.SystemFiles;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a member tells of itself in its attributes, before any task is sent to it.
 *
 * @param build the program that it runs
 * @param process which process it is
 */
record MemberFacts(Build build, Running process) {
  private static final String FINGERPRINT = "fanout.fingerprint";
  private static final String VERSION = "fanout.version";
  private static final String PID = "fanout.pid";
  private static final String STARTED = "fanout.started";
  private static final String BOOT = "fanout.boot";

  /** Linux only; elsewhere no other process is taken for one of this machine. */
  private static final String BOOT_ID = "proc/sys/kernel/random/boot_id";

  /**
   * One process of one start of one machine.
   *
   * @param pid its number
   * @param started when it started, as the system tells
   * @param boot which start of which machine; empty if that cannot be told
   */
  record Running(long pid, String started, String boot) {
    static Running own() {
      return new Running(ProcessHandle.current().pid(), start(ProcessHandle.current()), bootId());
    }

    /** A number alone would name some other process on another machine, or in a container. */
    boolean isHere() {
      return !boot.isEmpty()
          && boot.equals(bootId())
          && ProcessHandle.of(pid).filter(process -> start(process).equals(started)).isPresent();
    }

    private static String start(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static String bootId() {
      return SystemFiles.OWN.text(BOOT_ID).orElse(""); // hidden: no process is known to be here
    }
  }

  static MemberFacts own() {
    return new MemberFacts(Build.own(), Running.own());
  }

  /** Returns what a member tells of itself, or nothing if it is no member of this program's. */
  static Optional<MemberFacts> of(Member member) {
    @Nullable String fingerprint = member.getAttribute(FINGERPRINT);
    @Nullable String version = member.getAttribute(VERSION);
    @Nullable String pid = member.getAttribute(PID);
    if (fingerprint == null || version == null || pid == null) {
      return Optional.empty();
    }
    Running process =
        new Running(
            Long.parseLong(pid),
            String.valueOf(member.getAttribute(STARTED)),
            String.valueOf(member.getAttribute(BOOT)));
    return Optional.of(new MemberFacts(new Build(version, fingerprint), process));
  }

  MemberAttributeConfig toAttributes() {
    return new MemberAttributeConfig()
        .setAttribute(FINGERPRINT, build.fingerprint())
        .setAttribute(VERSION, build.version())
        .setAttribute(PID, Long.toString(process.pid()))
        .setAttribute(STARTED, process.started())
        .setAttribute(BOOT, process.boot());
  }
}
