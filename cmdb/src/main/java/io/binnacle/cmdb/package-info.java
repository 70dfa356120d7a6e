/**
 * What exists and how it is connected: configuration items, their relations and their history.
 *
 * <p>The journey of an item: a {@code DiscoverySource} looks and returns an {@link io.binnacle.cmdb.DiscoveryResult};
 * {@link io.binnacle.cmdb.Cmdb#apply} validates every attribute against its class
 * ({@link io.binnacle.cmdb.model.CiModel}), finds the item it speaks of (by identifier, then by natural key), writes
 * what differs with before and after as {@link io.binnacle.cmdb.CiChange}, and tells each
 * {@link io.binnacle.cmdb.CmdbListener}.
 *
 * <p>Invariants:
 * <ul>
 * <li>An item is never deleted. What is not found any more becomes missing, later retired; its id stays for good.</li>
 * <li>A natural key is unique in its class; an identifier is unique in its class and kind.</li>
 * <li>The history is append-only; the database refuses to update or delete it.</li>
 * <li>Stored values conform to the model; what does not is reported beside what does, never stored.</li>
 * </ul>
 */
@NullMarked
package io.binnacle.cmdb;

import org.jspecify.annotations.NullMarked;
