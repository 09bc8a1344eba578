/** Tests of interleaved collection. */
@NullMarked
package fanout.collect;

import org.jspecify.annotations.NullMarked;
