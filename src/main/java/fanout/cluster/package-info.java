/**
 * Members of a cluster that issue requests on other machines, and the driver's way to them:
 * sessions, chunks and their replies, over Hazelcast's executor service. Nothing here is loaded
 * unless a cluster is asked for. May use {@code exchange}, {@code worker} and {@code ledger}.
 */
@NullMarked
package fanout.cluster;

import org.jspecify.annotations.NullMarked;
