/** Tests of {@code fanout.run}. */
@NullMarked
package fanout.run;

import org.jspecify.annotations.NullMarked;
