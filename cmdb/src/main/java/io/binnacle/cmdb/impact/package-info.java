/**
 * What breaks if this breaks: the estate as a graph in memory, and the questions that are asked of it.
 *
 * <p>The journey of a change: a trigger of the database writes it into the log of the estate, in the transaction that made
 * it, whoever made it; {@link io.binnacle.cmdb.impact.EstateFollower} reads what was committed since it looked last, and
 * {@link io.binnacle.cmdb.impact.EstateGraph} makes the next snapshot of it, of which all but the blocks that changed is
 * shared with the one before. {@link io.binnacle.cmdb.impact.Impacts} answers from one snapshot.
 *
 * <p>Invariants:
 * <ul>
 * <li>A node number belongs to one id for good. An item that is gone keeps its number without a state.</li>
 * <li>A snapshot never changes and is whole: it is the estate after one commit and before another.</li>
 * <li>PostgreSQL is the truth. What is counted there and here is compared now and then; a difference loads anew.</li>
 * <li>The same question to the same estate has the same answer in the same order, in whatever order it was loaded.</li>
 * </ul>
 */
@NullMarked
package io.binnacle.cmdb.impact;

import org.jspecify.annotations.NullMarked;
