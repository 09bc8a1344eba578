/** Tests of the page: what it says, and what a browser makes of it. */
@NullMarked
package fanout.report.html;

import org.jspecify.annotations.NullMarked;
