/** Tests of {@code fanout.report}. */
@NullMarked
package fanout.report;

import org.jspecify.annotations.NullMarked;
