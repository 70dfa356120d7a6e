package io.binnacle.operations.notification;

import java.time.Instant;
import java.util.Optional;

import io.binnacle.kernel.id.Ids;
import io.binnacle.operations.incident.Incident;
import io.binnacle.operations.incident.IncidentChange;
import io.binnacle.operations.incident.IncidentListener;

/**
 * Writes a message for each channel that wants to know of a change, in the change's transaction; the worker is woken by the
 * commit. A channel that was told of an incident hears the rest of it too, also when it has become milder than the
 * channel's minimum: whoever heard that it opened must hear that it is over.
 */
public final class IncidentNotifier implements IncidentListener {

    private final NotificationJournal journal;
    private final DeliveryWorker worker;
    private final NotificationSettings settings;
    private final Ids ids;

    public IncidentNotifier(NotificationJournal journal, DeliveryWorker worker, NotificationSettings settings,
            Ids ids) {
        this.journal = journal;
        this.worker = worker;
        this.settings = settings;
        this.ids = ids;
    }

    @Override
    public void incidentChanging(IncidentChange change) {
        Optional<ChannelEvent> event = IncidentMessage.event(change.kind());
        if (event.isEmpty()) {
            return;
        }
        boolean any = false;
        for (StoredChannel stored : journal.store().enabledChannels()) {
            Channel channel = stored.channel();
            if (channel.events().contains(event.get().text()) && wants(channel, change.after())) {
                write(channel, event.get(), change);
                any = true;
            }
        }
        if (any) {
            journal.store().afterCommit(worker::wake);
        }
    }

    private boolean wants(Channel channel, Incident incident) {
        boolean mildEnough = incident.severity().compareTo(channel.minSeverity()) > 0;
        return !mildEnough || journal.store().wasTold(channel.id(), incident.number());
    }

    private void write(Channel channel, ChannelEvent event, IncidentChange change) {
        Instant now = journal.now();
        OutboxEntry entry = new OutboxEntry(ids.next(), channel.id(), channel.name(), event.text(),
                change.after().number(), IncidentMessage.body(event, change, settings.consoleUrl()), now,
                now.plus(settings.giveUpAfter()), null);
        if (channel.undelivered() < NotificationSettings.UNDELIVERED_MAX) {
            journal.store().put(entry);
        } else {
            journal.store().putDead(entry, "more than " + NotificationSettings.UNDELIVERED_MAX
                    + " messages wait in this channel");
        }
        journal.deliveryChanged(entry.id());
    }
}
