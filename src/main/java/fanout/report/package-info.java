/**
 * The findings of the analysis as text, Markdown, CSV, JSON and HTML. May use {@code results},
 * {@code stats} and {@code scaling}.
 */
@NullMarked
package fanout.report;

import org.jspecify.annotations.NullMarked;
