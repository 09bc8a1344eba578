/** Tests of {@code fanout.cli}. */
@NullMarked
package fanout.cli;

import org.jspecify.annotations.NullMarked;
