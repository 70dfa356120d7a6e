package io.binnacle.operations.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Severity;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.secret.SecretBox;
import org.jspecify.annotations.Nullable;

/** What people do with channels and with the log of deliveries. */
public final class NotificationDesk implements Notifications {

    private static final int NAME_LENGTH_MAX = 100;
    private static final Duration PREVIOUS_SECRET_HOLDS = Duration.ofDays(1);
    private static final String SWITCHED_OFF = "switched off by ";

    private final NotificationJournal journal;
    private final Courier courier;
    private final DeliveryWorker worker;
    private final SecretBox secrets;
    private final NotificationSettings settings;
    private final Ids ids;

    public NotificationDesk(NotificationJournal journal, Courier courier, DeliveryWorker worker, SecretBox secrets,
            NotificationSettings settings, Ids ids) {
        this.journal = journal;
        this.courier = courier;
        this.worker = worker;
        this.secrets = secrets;
        this.settings = settings;
        this.ids = ids;
    }

    @Override
    public ListSchema channelSchema() {
        return journal.store().channelSchema();
    }

    @Override
    public Page<Channel> channels(ListQuery query) {
        return journal.store().channels(query, journal.now());
    }

    @Override
    public Channel channel(UUID id) {
        return stored(id).channel();
    }

    @Override
    public CreatedChannel create(Actor actor, ChannelDraft draft) {
        ChannelKind kind = courier.kind(required("kind", draft.kind()));
        String name = name(required("name", draft.name()));
        String url = required("url", draft.url()).strip();
        kind.check(url);
        List<String> events = draft.events() == null
                ? ChannelEvent.defaults().stream().map(ChannelEvent::text).toList()
                : events(draft.events());
        boolean enabled = draft.enabled() == null || draft.enabled();
        Severity minSeverity = draft.minSeverity() == null ? Severity.WARNING : draft.minSeverity();
        String secret = kind.newSecret();
        return journal.store().inTransaction(() -> {
            journal.store().lockChannels();
            refuseTaken(name, null);
            if (journal.store().countChannels() >= NotificationSettings.CHANNELS_MAX) {
                throw new Conflict(
                        "there are " + NotificationSettings.CHANNELS_MAX + " channels, the most there may be");
            }
            Channel channel = new Channel(ids.next(), name, kind.name(), url, enabled,
                    enabled ? null : SWITCHED_OFF + actor.name(), minSeverity, events, true, journal.now(), 0);
            journal.store().insert(new StoredChannel(channel, secrets.seal(secret), null, null, null));
            journal.noteChannel(actor, channel.id(), "created", channel.name(), differences(null, channel));
            return new CreatedChannel(channel, secret);
        });
    }

    @Override
    public Channel change(Actor actor, UUID id, ChannelDraft draft) {
        return journal.store().inTransaction(() -> {
            journal.store().lockChannels();
            StoredChannel before = stored(id);
            Channel after = changed(before.channel(), draft, actor);
            if (after.equals(before.channel())) {
                return after;
            }
            refuseTaken(after.name(), id);
            journal.store().update(before.with(after).withoutPause());
            if (before.channel().enabled() && !after.enabled()) {
                giveUpAll(id, "the channel was switched off");
            }
            journal.noteChannel(actor, id, "changed", after.name(), differences(before.channel(), after));
            journal.store().afterCommit(worker::wake);
            return stored(id).channel();
        });
    }

    private Channel changed(Channel old, ChannelDraft draft, Actor actor) {
        if (draft.kind() != null && !draft.kind().equals(old.kind())) {
            throw new InvalidInput("kind", "the kind as it is, " + old.kind(), draft.kind());
        }
        String url = draft.url() == null ? old.url() : draft.url().strip();
        courier.kind(old.kind()).check(url);
        boolean enabled = draft.enabled() == null ? old.enabled() : draft.enabled();
        String reason = enabled ? null : old.enabled() ? SWITCHED_OFF + actor.name() : old.disabledReason();
        return new Channel(old.id(), draft.name() == null ? old.name() : name(draft.name()), old.kind(), url, enabled,
                reason, draft.minSeverity() == null ? old.minSeverity() : draft.minSeverity(),
                draft.events() == null ? old.events() : events(draft.events()), old.secretSet(), old.createdAt(),
                old.undelivered());
    }

    @Override
    public CreatedChannel changeSecret(Actor actor, UUID id) {
        return journal.store().inTransaction(() -> {
            journal.store().lockChannels();
            StoredChannel before = stored(id);
            String secret = courier.kind(before.channel().kind()).newSecret();
            journal.store().update(
                    before.withSecret(secrets.seal(secret), journal.now().plus(PREVIOUS_SECRET_HOLDS)));
            journal.noteChannel(actor, id, "secret-changed", before.channel().name(), Map.of());
            return new CreatedChannel(before.channel(), secret);
        });
    }

    @Override
    public void delete(Actor actor, UUID id) {
        journal.store().inTransaction(() -> {
            journal.store().lockChannels();
            Channel channel = stored(id).channel();
            journal.store().deleteChannel(id);
            giveUpAll(id, "the channel was deleted");
            journal.noteChannel(actor, id, "deleted", channel.name(), Map.of());
            return true;
        });
    }

    @Override
    public Delivery test(Actor actor, UUID id) {
        Channel channel = channel(id);
        Instant now = journal.now();
        OutboxEntry entry = new OutboxEntry(ids.next(), id, channel.name(), ChannelEvent.TEST.text(), null,
                IncidentMessage.testBody(channel.name(), actor.name(), now), now, now,
                now.plus(settings.giveUpAfter()));
        journal.store().inTransaction(() -> {
            journal.store().put(entry);
            journal.noteChannel(actor, id, "tested", channel.name(), Map.of());
            return true;
        });
        courier.attempt(new ClaimedDelivery(entry.id(), id, entry.event(), null, entry.body(), 0, now));
        return delivery(entry.id());
    }

    @Override
    public ListSchema deliverySchema() {
        return journal.store().deliverySchema();
    }

    @Override
    public Page<Delivery> deliveries(ListQuery query) {
        return journal.store().deliveries(query, journal.now());
    }

    @Override
    public Delivery delivery(UUID id) {
        return journal.store().findDelivery(id).orElseThrow(() -> new NotFound("delivery", id.toString()));
    }

    @Override
    public List<DeliveryAttempt> attempts(UUID deliveryId) {
        return journal.store().attempts(delivery(deliveryId).id());
    }

    @Override
    public Delivery retry(Actor actor, UUID deliveryId) {
        return journal.store().inTransaction(() -> {
            journal.store().lockChannels();
            Delivery delivery = delivery(deliveryId);
            if (delivery.state() == DeliveryState.DELIVERED) {
                throw new Conflict("the message was delivered");
            }
            Optional<StoredChannel> channel = journal.store().findChannel(delivery.channelId());
            if (channel.isEmpty() || !channel.get().channel().enabled()) {
                throw new Conflict("the channel " + delivery.channelName() + " is "
                        + (channel.isEmpty() ? "deleted" : "switched off"));
            }
            Instant now = journal.now();
            journal.store().retry(deliveryId, now, now.plus(settings.giveUpAfter()));
            journal.noteChannel(actor, delivery.channelId(), "retried",
                    delivery.event() + (delivery.incidentNumber() == null ? "" : " of " + delivery.incidentNumber()),
                    Map.of());
            journal.deliveryChanged(deliveryId);
            journal.store().afterCommit(worker::wake);
            return delivery(deliveryId);
        });
    }

    private StoredChannel stored(UUID id) {
        return journal.store().findChannel(id).orElseThrow(() -> new NotFound("channel", id.toString()));
    }

    private void giveUpAll(UUID channelId, String reason) {
        journal.store().giveUpAll(channelId, reason).forEach(journal::deliveryChanged);
    }

    private void refuseTaken(String name, @Nullable UUID own) {
        journal.store().findChannelByName(name).filter(other -> !other.channel().id().equals(own)).ifPresent(other -> {
            throw new Conflict("there is a channel " + other.channel().name() + " already");
        });
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw new InvalidInput(field, "a value", "none");
        }
        return value;
    }

    private static String name(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > NAME_LENGTH_MAX) {
            throw new InvalidInput("name", "a name of 1 to " + NAME_LENGTH_MAX + " characters",
                    stripped.length() + " characters");
        }
        return stripped;
    }

    private static List<String> events(List<String> wanted) {
        List<String> choices = ChannelEvent.choices();
        Set<String> events = new LinkedHashSet<>(wanted);
        for (String event : events) {
            if (!choices.contains(event)) {
                throw new InvalidInput("events", "some of " + String.join(", ", choices), event);
            }
        }
        if (events.isEmpty()) {
            throw new InvalidInput("events", "at least one of " + String.join(", ", choices), "none");
        }
        return List.copyOf(events);
    }

    private static Map<String, FieldChange> differences(@Nullable Channel before, Channel after) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        Map<String, @Nullable String> old = before == null ? Map.of() : fields(before);
        fields(after).forEach((field, value) -> {
            if (!Objects.equals(old.get(field), value)) {
                changes.put(field, new FieldChange(old.get(field), value));
            }
        });
        return changes;
    }

    private static Map<String, @Nullable String> fields(Channel channel) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("name", channel.name());
        fields.put("kind", channel.kind());
        fields.put("url", channel.url());
        fields.put("enabled", channel.enabled() ? "yes" : "no");
        fields.put("minSeverity", channel.minSeverity().text());
        fields.put("events", String.join(", ", channel.events()));
        return fields;
    }
}
