/**
 * What exists and how it is connected: configuration items, their relations and their history.
 *
 * <p>The journey of an item: a {@code DiscoverySource} looks and returns an {@link io.binnacle.cmdb.DiscoveryResult};
 * {@link io.binnacle.cmdb.Cmdb#apply} validates every attribute against its class
 * ({@link io.binnacle.cmdb.model.CiModel}), writes what differs into the source's own records, finds out which records
 * are one item ({@link io.binnacle.cmdb.reconcile.Identification}), makes the items of them anew, writes what differs
 * with before and after as {@link io.binnacle.cmdb.CiChange}, and tells each {@link io.binnacle.cmdb.CmdbListener}.
 * {@link io.binnacle.cmdb.reconcile.Reconciliation} says why an item is what it is; {@link io.binnacle.cmdb.EstateHistory} how it
 * was.
 *
 * <p>Invariants:
 * <ul>
 * <li>An item is never deleted. What is not found any more becomes missing, later retired; every id that it ever had
 * leads to it.</li>
 * <li>Items and relations are what the records of the sources and the decisions of people make; nothing else writes
 * them.</li>
 * <li>The history is append-only; the database refuses to update or delete it.</li>
 * <li>Stored values conform to the model; what does not is reported beside what does, never stored.</li>
 * </ul>
 */
@NullMarked
package io.binnacle.cmdb;

import org.jspecify.annotations.NullMarked;
