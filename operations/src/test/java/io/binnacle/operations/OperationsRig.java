package io.binnacle.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.kernel.health.Health;
import io.binnacle.kernel.id.Ids;
import io.binnacle.operations.incident.AlertIncidents;
import io.binnacle.operations.incident.IncidentChange;
import io.binnacle.operations.incident.IncidentDesk;
import io.binnacle.operations.incident.IncidentJournal;
import io.binnacle.operations.incident.IncidentListener;
import io.binnacle.operations.incident.IncidentSettings;
import io.binnacle.operations.incident.jdbc.JdbcIncidentStore;
import io.binnacle.operations.notification.CommittedNotificationListener;
import io.binnacle.operations.notification.Courier;
import io.binnacle.operations.notification.DeliveryWorker;
import io.binnacle.operations.notification.IncidentNotifier;
import io.binnacle.operations.notification.NotificationDesk;
import io.binnacle.operations.notification.NotificationJournal;
import io.binnacle.operations.notification.NotificationSettings;
import io.binnacle.operations.notification.jdbc.JdbcNotificationStore;
import io.binnacle.operations.notification.webhook.WebhookChannel;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.number.jdbc.JdbcNumberSequence;
import io.binnacle.storage.secret.SecretBox;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * Incidents and notification on a real database, wired as the server wires them, with a clock that the test moves. The
 * delivery worker is not started.
 */
public final class OperationsRig implements AutoCloseable {

    public static final Actor ANA = new Actor(Actor.Kind.USER, "ana", "192.0.2.7");
    public static final Actor BEN = new Actor(Actor.Kind.USER, "ben", "192.0.2.8");
    private static final byte[] KEY = new byte[32];

    public final Database database = TestDatabase.create();
    public final MutableClock clock = new MutableClock();
    public final Ids ids = new Ids(clock);
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final ActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    public final JdbcNotificationStore outbox = new JdbcNotificationStore(database.jdbi());
    public final List<IncidentChange> committed = new CopyOnWriteArrayList<>();
    public final List<UUID> deliveryNews = new CopyOnWriteArrayList<>();
    /** What joined alerts were told: by alert, the incident's number. */
    public final LinkedAlerts alerts = new LinkedAlerts();
    public final NotificationJournal notificationJournal;
    public final NotificationDesk notifications;
    public final DeliveryWorker worker;
    public final IncidentDesk incidents;
    public final AlertIncidents alertIncidents;

    private final WebhookChannel webhook;
    private final Courier courier;
    private final NotificationSettings settings;
    private final Map<UUID, ConfigurationItem> items = new HashMap<>();

    public OperationsRig() {
        this(IncidentSettings.defaults(), quickSettings());
    }

    public OperationsRig(IncidentSettings incidentSettings, NotificationSettings settings,
            IncidentListener... moreListeners) {
        this.settings = settings;
        webhook = new WebhookChannel(settings.attemptMax());
        notificationJournal = new NotificationJournal(outbox, activities, List.of(news()), clock);
        SecretBox secrets = new SecretBox(KEY);
        courier = new Courier(notificationJournal, List.of(webhook), secrets, settings, meters);
        worker = new DeliveryWorker(notificationJournal, courier, settings, meters);
        notifications = new NotificationDesk(notificationJournal, courier, worker, secrets, settings, ids);
        List<IncidentListener> listeners = new ArrayList<>(List.of(moreListeners));
        listeners.add(new IncidentNotifier(notificationJournal, worker, settings, ids));
        IncidentJournal journal = new IncidentJournal(new JdbcIncidentStore(database.jdbi()), activities, listeners,
                List.of(committed::add), clock);
        JdbcNumberSequence numbers = new JdbcNumberSequence(database.jdbi());
        incidents = new IncidentDesk(journal, numbers, id -> Optional.ofNullable(items.get(id)),
                Set.of("ana", "ben")::contains, ids);
        alertIncidents = new AlertIncidents(journal, numbers, alerts, incidentSettings, ids);
    }

    /** Attempts that end soon when the peer hangs. */
    public static NotificationSettings quickSettings() {
        return new NotificationSettings(Duration.ofMillis(700), 4, Duration.ofSeconds(5), Duration.ofHours(1),
                Duration.ofHours(24), Duration.ofDays(30), null);
    }

    /** Another worker on the same database, as after a restart. */
    public DeliveryWorker anotherWorker() {
        return new DeliveryWorker(notificationJournal, courier, settings, meters);
    }

    public Instant now() {
        return clock.instant();
    }

    public ConfigurationItem item(String name) {
        UUID id = ids.next();
        ConfigurationItem item = new ConfigurationItem(id, "server", name, name, Lifecycle.IN_SERVICE, Map.of(),
                List.of(),
                "test", clock.instant(), clock.instant(), Health.OK, null);
        items.put(id, item);
        return item;
    }

    /** The verbs of an incident's time line, oldest first. */
    public List<String> verbs(String number) {
        return incidents.timeline(number).stream().map(Activity::verb).toList();
    }

    private CommittedNotificationListener news() {
        return new CommittedNotificationListener() {
            @Override
            public void deliveryChanged(UUID deliveryId) {
                deliveryNews.add(deliveryId);
            }

            @Override
            public void channelChanged(UUID channelId) {
                // Only deliveries are looked at.
            }
        };
    }

    @Override
    public void close() {
        worker.close();
        webhook.close();
        database.close();
    }
}
