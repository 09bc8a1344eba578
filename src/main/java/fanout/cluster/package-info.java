/**
 * Members of a cluster that issue requests on other machines, and the driver's way to them:
 * sessions, chunks and their replies, over Hazelcast's executor service. A strategy like a user's
 * own, found by its provider; nothing else is loaded unless it is named. May use {@code strategy},
 * {@code exchange} and {@code ledger}.
 */
@NullMarked
package fanout.cluster;

import org.jspecify.annotations.NullMarked;
