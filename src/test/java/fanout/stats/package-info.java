/** Tests of samples, tests and verdicts, against numbers of R. */
@NullMarked
package fanout.stats;

import org.jspecify.annotations.NullMarked;
