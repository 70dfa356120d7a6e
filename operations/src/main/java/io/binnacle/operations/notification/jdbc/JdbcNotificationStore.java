package io.binnacle.operations.notification.jdbc;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.notification.Backlog;
import io.binnacle.operations.notification.Channel;
import io.binnacle.operations.notification.ClaimedDelivery;
import io.binnacle.operations.notification.Delivery;
import io.binnacle.operations.notification.DeliveryAttempt;
import io.binnacle.operations.notification.DeliveryState;
import io.binnacle.operations.notification.NotificationStore;
import io.binnacle.operations.notification.Outcome;
import io.binnacle.operations.notification.OutboxEntry;
import io.binnacle.operations.notification.StoredChannel;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Channels, outbox and delivery log in the tables {@code notification_…}. */
public final class JdbcNotificationStore implements NotificationStore {

    private static final ListSchema CHANNELS = ListSchema.of("channels")
            .searched("name", "c.name")
            .text("kind", "c.kind")
            .searched("url", "c.url")
            .flag("enabled", "c.enabled")
            .oneOf("minSeverity", "c.min_severity", Severity.values())
            .time("createdAt", "c.created_at")
            .id("id", "c.id")
            .sortedBy("name")
            .tiebreak("id");

    private static final ListSchema DELIVERIES = ListSchema.of("deliveries")
            .searched("channel", "d.channel_name")
            .id("channelId", "d.channel_id")
            .searched("event", "d.event")
            .searched("incident", "d.incident_number")
            .oneOf("state", "d.state", DeliveryState.values())
            .number("attempts", "d.attempts")
            .number("lastStatus", "d.last_status")
            .text("lastError", "d.last_error")
            .time("createdAt", "d.created_at")
            .time("nextAttemptAt", "d.next_attempt_at")
            .time("deliveredAt", "d.delivered_at")
            .number("sequence", "d.sequence")
            .id("id", "d.id")
            .sortedBy("-createdAt")
            .tiebreak("sequence");

    private static final String CHANNEL_COLUMNS = """
        c.*, (SELECT count(*) FROM notification_delivery d
            WHERE d.channel_id = c.id AND d.state IN ('pending', 'failed')) AS undelivered""";

    /** Any number that nothing else uses as an advisory lock: "CHAN" in ASCII. */
    private static final int CHANNELS_LOCK = 0x4348414E;

    private final Jdbi jdbi;
    private final ListReader<Channel> channels;
    private final ListReader<Delivery> deliveries;

    public JdbcNotificationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.channels = new ListReader<>(CHANNELS, CHANNEL_COLUMNS, "notification_channel c",
                (row, context) -> NotificationRows.channel(row).channel());
        this.deliveries = new ListReader<>(DELIVERIES, "d.*", "notification_delivery d",
                (row, context) -> NotificationRows.delivery(row));
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return jdbi.inTransaction(handle -> work.get());
    }

    @Override
    public void afterCommit(Runnable work) {
        jdbi.useHandle(handle -> handle.afterCommit(work));
    }

    @Override
    public void lockChannels() {
        jdbi.useHandle(handle -> handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(:key)) AS locked")
                .bind("key", CHANNELS_LOCK).mapTo(Integer.class).one());
    }

    @Override
    public ListSchema channelSchema() {
        return CHANNELS;
    }

    @Override
    public Page<Channel> channels(ListQuery query, Instant now) {
        return jdbi.withHandle(handle -> channels.read(handle, query, now));
    }

    @Override
    public Optional<StoredChannel> findChannel(UUID id) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT " + CHANNEL_COLUMNS + " FROM notification_channel c WHERE c.id = :id")
                .bind("id", id).map((row, context) -> NotificationRows.channel(row)).findOne());
    }

    @Override
    public Optional<StoredChannel> findChannelByName(String name) {
        return jdbi.withHandle(handle -> handle.createQuery(
                "SELECT " + CHANNEL_COLUMNS + " FROM notification_channel c WHERE lower(c.name) = lower(:name)")
                .bind("name", name).map((row, context) -> NotificationRows.channel(row)).findOne());
    }

    @Override
    public List<StoredChannel> enabledChannels() {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT " + CHANNEL_COLUMNS + " FROM notification_channel c WHERE c.enabled ORDER BY c.id")
                .map((row, context) -> NotificationRows.channel(row)).list());
    }

    @Override
    public int countChannels() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM notification_channel").mapTo(Integer.class).one());
    }

    @Override
    public void insert(StoredChannel channel) {
        jdbi.useHandle(handle -> bind(handle.createUpdate("""
            INSERT INTO notification_channel (id, name, kind, url, enabled, disabled_reason, min_severity, events,
                secret, previous_secret, previous_secret_until, created_at, paused_until)
            VALUES (:id, :name, :kind, :url, :enabled, :disabledReason, :minSeverity, :events, :secret,
                :previousSecret, :previousSecretUntil, :createdAt, :pausedUntil)"""), channel).execute());
    }

    @Override
    public void update(StoredChannel channel) {
        jdbi.useHandle(handle -> bind(handle.createUpdate("""
            UPDATE notification_channel SET name = :name, kind = :kind, url = :url, enabled = :enabled,
                disabled_reason = :disabledReason, min_severity = :minSeverity, events = :events, secret = :secret,
                previous_secret = :previousSecret, previous_secret_until = :previousSecretUntil,
                created_at = :createdAt, paused_until = :pausedUntil
            WHERE id = :id"""), channel).execute());
    }

    private static <S extends SqlStatement<S>> S bind(S statement, StoredChannel stored) {
        Channel channel = stored.channel();
        return statement.bind("id", channel.id()).bind("name", channel.name()).bind("kind", channel.kind())
                .bind("url", channel.url()).bind("enabled", channel.enabled())
                .bind("disabledReason", channel.disabledReason()).bind("minSeverity", channel.minSeverity().text())
                .bindArray("events", String.class, channel.events()).bind("secret", stored.secret())
                .bind("previousSecret", stored.previousSecret())
                .bind("previousSecretUntil", stored.previousSecretUntil()).bind("createdAt", channel.createdAt())
                .bind("pausedUntil", stored.pausedUntil());
    }

    @Override
    public void pause(UUID channelId, Instant until) {
        execute("UPDATE notification_channel SET paused_until = greatest(paused_until, :until) WHERE id = :id",
                channelId,
                statement -> statement.bind("until", until));
    }

    @Override
    public void deleteChannel(UUID id) {
        execute("DELETE FROM notification_channel WHERE id = :id", id, statement -> statement);
    }

    @Override
    public ListSchema deliverySchema() {
        return DELIVERIES;
    }

    @Override
    public Page<Delivery> deliveries(ListQuery query, Instant now) {
        return jdbi.withHandle(handle -> deliveries.read(handle, query, now));
    }

    @Override
    public Optional<Delivery> findDelivery(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM notification_delivery WHERE id = :id")
                .bind("id", id).map((row, context) -> NotificationRows.delivery(row)).findOne());
    }

    @Override
    public List<DeliveryAttempt> attempts(UUID deliveryId) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT * FROM notification_attempt WHERE delivery_id = :id ORDER BY number")
                .bind("id", deliveryId).map((row, context) -> NotificationRows.attempt(row)).list());
    }

    @Override
    public long undelivered(UUID channelId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT count(*) FROM notification_delivery WHERE channel_id = :id AND state IN ('pending', 'failed')""")
                .bind("id", channelId).mapTo(Long.class).one());
    }

    @Override
    public boolean wasTold(UUID channelId, String incidentNumber) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT EXISTS (SELECT 1 FROM notification_delivery
                WHERE channel_id = :channel AND incident_number = :incident)""")
                .bind("channel", channelId).bind("incident", incidentNumber).mapTo(Boolean.class).one());
    }

    @Override
    public void put(OutboxEntry entry) {
        put(entry, DeliveryState.PENDING, entry.createdAt(), null);
    }

    @Override
    public void putDead(OutboxEntry entry, String reason) {
        put(entry, DeliveryState.DEAD, null, reason);
    }

    private void put(OutboxEntry entry, DeliveryState state, @Nullable Instant next, @Nullable String error) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            INSERT INTO notification_delivery (id, channel_id, channel_name, event, incident_number, body, state,
                next_attempt_at, give_up_at, claimed_until, last_error, created_at)
            VALUES (:id, :channel, :channelName, :event, :incident, :body, :state, :next, :giveUpAt, :claimedUntil,
                :error, :createdAt)""")
                .bind("id", entry.id()).bind("channel", entry.channelId()).bind("channelName", entry.channelName())
                .bind("event", entry.event()).bind("incident", entry.incidentNumber()).bind("body", entry.body())
                .bind("state", state.text()).bind("next", next).bind("giveUpAt", entry.giveUpAt())
                .bind("claimedUntil", entry.claimedUntil()).bind("error", error).bind("createdAt", entry.createdAt())
                .execute());
    }

    @Override
    public List<ClaimedDelivery> claim(Instant now, Instant until, Collection<UUID> busyChannels) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            WITH due AS MATERIALIZED (
                SELECT head.id FROM notification_channel c CROSS JOIN LATERAL (
                    SELECT d.id FROM notification_delivery d
                    WHERE d.channel_id = c.id AND d.state IN ('pending', 'failed') AND d.next_attempt_at <= :now
                        AND (d.claimed_until IS NULL OR d.claimed_until <= :now)
                        AND NOT EXISTS (SELECT 1 FROM notification_delivery e
                            WHERE e.channel_id = d.channel_id AND e.incident_number = d.incident_number
                                AND e.sequence < d.sequence AND e.state IN ('pending', 'failed'))
                    ORDER BY d.next_attempt_at, d.sequence LIMIT 1 FOR UPDATE OF d SKIP LOCKED) head
                WHERE c.enabled AND (c.paused_until IS NULL OR c.paused_until <= :now) AND c.id <> ALL (:busy))
            UPDATE notification_delivery SET claimed_until = :until FROM due
            WHERE notification_delivery.id = due.id
            RETURNING notification_delivery.*""")
                .bind("now", now).bind("until", until).bindArray("busy", UUID.class, List.copyOf(busyChannels))
                .map((row, context) -> NotificationRows.claimed(row)).list());
    }

    @Override
    public int putAttempt(UUID deliveryId, Instant at, Outcome outcome, @Nullable String error, long durationMillis) {
        return jdbi.withHandle(handle -> {
            int number = handle.createQuery("""
                UPDATE notification_delivery SET attempts = attempts + 1 WHERE id = :id RETURNING attempts""")
                    .bind("id", deliveryId).mapTo(Integer.class).one();
            handle.createUpdate("""
                INSERT INTO notification_attempt (delivery_id, number, at, status, error, duration_millis, response)
                VALUES (:id, :number, :at, :status, :error, :duration, :response)""")
                    .bind("id", deliveryId).bind("number", number).bind("at", at).bind("status", outcome.status())
                    .bind("error", error).bind("duration", durationMillis).bind("response", outcome.response())
                    .execute();
            return number;
        });
    }

    @Override
    public void delivered(UUID deliveryId, Instant at, @Nullable Integer status) {
        execute("""
            UPDATE notification_delivery SET state = 'delivered', delivered_at = :at, next_attempt_at = NULL,
                claimed_until = NULL, last_status = :status, last_error = NULL
            WHERE id = :id""", deliveryId, statement -> statement.bind("at", at).bind("status", status));
    }

    @Override
    public void failed(UUID deliveryId, Instant nextAttemptAt, @Nullable Integer status, String error) {
        execute("""
            UPDATE notification_delivery SET state = 'failed', next_attempt_at = :next, claimed_until = NULL,
                last_status = :status, last_error = :error
            WHERE id = :id AND state IN ('pending', 'failed')""", deliveryId,
                statement -> statement.bind("next", nextAttemptAt).bind("status", status).bind("error", error));
    }

    @Override
    public void dead(UUID deliveryId, @Nullable Integer status, String error) {
        execute("""
            UPDATE notification_delivery SET state = 'dead', next_attempt_at = NULL, claimed_until = NULL,
                last_status = :status, last_error = :error
            WHERE id = :id AND state <> 'delivered'""", deliveryId,
                statement -> statement.bind("status", status).bind("error", error));
    }

    @Override
    public List<UUID> giveUpAll(UUID channelId, String reason) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            UPDATE notification_delivery SET state = 'dead', next_attempt_at = NULL, claimed_until = NULL,
                last_error = :reason
            WHERE channel_id = :channel AND state IN ('pending', 'failed') RETURNING id""")
                .bind("channel", channelId).bind("reason", reason).mapTo(UUID.class).list());
    }

    @Override
    public void giveUpOrphans(Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            UPDATE notification_delivery d SET state = 'dead', next_attempt_at = NULL, claimed_until = NULL,
                last_error = 'its channel was deleted or switched off'
            WHERE d.state IN ('pending', 'failed') AND (d.claimed_until IS NULL OR d.claimed_until <= :now)
                AND NOT EXISTS (SELECT 1 FROM notification_channel c WHERE c.id = d.channel_id AND c.enabled)""")
                .bind("now", now).execute());
    }

    @Override
    public void retry(UUID deliveryId, Instant now, Instant giveUpAt) {
        execute("""
            UPDATE notification_delivery SET state = CASE attempts WHEN 0 THEN 'pending' ELSE 'failed' END,
                next_attempt_at = :now, give_up_at = :giveUpAt
            WHERE id = :id AND state <> 'delivered'""", deliveryId,
                statement -> statement.bind("now", now).bind("giveUpAt", giveUpAt));
    }

    @Override
    public Backlog backlog() {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT count(*) AS undelivered, min(created_at) AS oldest FROM notification_delivery
            WHERE state IN ('pending', 'failed')""")
                .map((row, context) -> new Backlog(row.getLong("undelivered"), NotificationRows.time(row, "oldest")))
                .one());
    }

    @Override
    public int removeFinished(Instant before, int limit) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            DELETE FROM notification_delivery WHERE id IN (SELECT id FROM notification_delivery
                WHERE created_at < :before AND state IN ('delivered', 'dead') ORDER BY created_at LIMIT :limit)""")
                .bind("before", before).bind("limit", limit).execute());
    }

    private void execute(String sql, UUID id, Binding binding) {
        jdbi.useHandle((Handle handle) -> binding.bind(handle.createUpdate(sql).bind("id", id)).execute());
    }

    /** Binds what a statement has beside its id. */
    @FunctionalInterface
    private interface Binding {

        Update bind(Update statement);
    }
}
