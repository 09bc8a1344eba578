package fanout.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a member is to be.
 *
 * @param own where it listens: an address of this machine
 * @param advertised where the others reach it, or {@code null} if that is where it listens
 * @param join members whose cluster it joins; empty to start a cluster
 */
public record MemberPlan(
    MemberAddress own, @Nullable MemberAddress advertised, List<MemberAddress> join) {}
