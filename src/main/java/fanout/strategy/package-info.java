/**
 * The ways of issuing a batch: {@link fanout.strategy.FanOut}, one class for each way, the enum
 * that names this program's own, and the interface by which users add theirs. A strategy never sees
 * the server, only where requests go. May use {@code exchange}, {@code process} and {@code ledger}.
 */
@NullMarked
package fanout.strategy;

import org.jspecify.annotations.NullMarked;
