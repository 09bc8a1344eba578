/** Tests of the fits, against published and constructed data. */
@NullMarked
package fanout.model;

import org.jspecify.annotations.NullMarked;
