/**
 * The page that is looked at: charts drawn as inline SVG, each with its data as a table. May use
 * {@code report}, {@code results}, {@code stats} and {@code scaling}.
 */
@NullMarked
package fanout.report.html;

import org.jspecify.annotations.NullMarked;
