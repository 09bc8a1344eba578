/** Results as one page: tables whose last column is drawn, for browsers and for paper. */
@NullMarked
package fanout.report.html;

import org.jspecify.annotations.NullMarked;
