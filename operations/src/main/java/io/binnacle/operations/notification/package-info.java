/**
 * Notification: people who do not look at the console learn of incidents.
 *
 * <p>The journey of a message: {@link io.binnacle.operations.notification.IncidentNotifier} writes it to the outbox in the
 * transaction of the incident's change, for each channel that wants it; the commit wakes
 * {@link io.binnacle.operations.notification.DeliveryWorker}, which claims it;
 * {@link io.binnacle.operations.notification.Courier} makes the attempt through the channel's
 * {@link io.binnacle.operations.notification.ChannelKind} and writes down how it went: delivered, again later, or given up.
 * The outbox is the delivery log that people see.
 *
 * <p>Invariants: a message exists exactly when its change is committed; it arrives at least once, always with the same id;
 * to one channel the messages of one incident leave in their order, the next only when the one before was delivered or
 * given up; one receiver that is slow or dead delays no other channel. Order of locks: channels, then messages.
 */
@NullMarked
package io.binnacle.operations.notification;

import org.jspecify.annotations.NullMarked;
