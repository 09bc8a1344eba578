/**
 * One request and its validated reply: over OkHttp, over the JDK's client, and three without a
 * network (null, spin, park) that serve as controls. Knows nothing of batches, strategies or of the
 * server that answers; imports no other package of the project.
 */
@NullMarked
package fanout.exchange;

import org.jspecify.annotations.NullMarked;
