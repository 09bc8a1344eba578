/** Tests of {@code fanout.harness}. */
@NullMarked
package fanout.harness;

import org.jspecify.annotations.NullMarked;
