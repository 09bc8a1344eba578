/** Tests of the ledgers, against constructed times with known answers. */
@NullMarked
package fanout.ledger;

import org.jspecify.annotations.NullMarked;
