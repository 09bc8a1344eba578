/** Tests of interleaved collection. */
@NullMarked
package fanout.ab;

import org.jspecify.annotations.NullMarked;
