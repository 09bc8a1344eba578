/** Tests of the cluster, with members in processes of their own. */
@NullMarked
package fanout.cluster;

import org.jspecify.annotations.NullMarked;
