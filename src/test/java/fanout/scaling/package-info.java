/** Tests of the fits, against published and constructed data. */
@NullMarked
package fanout.scaling;

import org.jspecify.annotations.NullMarked;
