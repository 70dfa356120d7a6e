/**
 * Incidents: something is broken and people deal with it.
 *
 * <p>The journey of one: an alert fires; inside its transaction {@link io.binnacle.operations.incident.AlertIncidents} opens the
 * incident of its item or joins it; {@link io.binnacle.operations.incident.IncidentDesk} is what people do with it; both change it
 * only through {@link io.binnacle.operations.incident.IncidentJournal}, which writes the row, the entry of the time line, and what
 * the {@link io.binnacle.operations.incident.IncidentListener}s add (the outbox of the notifications), and after the commit
 * tells the {@link io.binnacle.operations.incident.CommittedIncidentListener}s (live updates).
 *
 * <p>Invariants: one unresolved incident an item; no change without its entry in the time line; a status changes only by a
 * step of {@link io.binnacle.operations.incident.IncidentLifecycle}. Order of locks: first the one for opening, then an incident's row.
 */
@NullMarked
package io.binnacle.operations.incident;

import org.jspecify.annotations.NullMarked;
