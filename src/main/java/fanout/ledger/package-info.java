/**
 * The books of a batch: the six times of every request, and the ledgers drawn up from them. Knows
 * neither exchanges nor strategies; imports no other package of the project.
 */
@NullMarked
package fanout.ledger;

import org.jspecify.annotations.NullMarked;
