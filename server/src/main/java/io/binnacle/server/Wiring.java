package io.binnacle.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.discovery.DiscoveryRunner;
import io.binnacle.cmdb.discovery.DiscoveryRuns;
import io.binnacle.cmdb.discovery.DiscoverySource;
import io.binnacle.cmdb.discovery.host.Signatures;
import io.binnacle.cmdb.jdbc.JdbcCiModels;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.jdbc.JdbcDiscoveryRuns;
import io.binnacle.insight.dashboard.DashboardDesk;
import io.binnacle.insight.dashboard.Dashboards;
import io.binnacle.insight.dashboard.jdbc.JdbcDashboards;
import io.binnacle.insight.event.AlertEvaluator;
import io.binnacle.insight.event.AlertListener;
import io.binnacle.insight.event.AlertTransition;
import io.binnacle.insight.event.EvaluatorSettings;
import io.binnacle.insight.event.jdbc.JdbcAlerts;
import io.binnacle.insight.rule.RuleFiles;
import io.binnacle.kernel.id.Ids;
import io.binnacle.operations.incident.AlertIncidents;
import io.binnacle.operations.incident.IncidentDesk;
import io.binnacle.operations.incident.IncidentJournal;
import io.binnacle.operations.incident.IncidentSettings;
import io.binnacle.operations.incident.Incidents;
import io.binnacle.operations.incident.jdbc.JdbcIncidentStore;
import io.binnacle.operations.notification.CommittedNotificationListener;
import io.binnacle.operations.notification.Courier;
import io.binnacle.operations.notification.DeliveryWorker;
import io.binnacle.operations.notification.IncidentNotifier;
import io.binnacle.operations.notification.NotificationDesk;
import io.binnacle.operations.notification.NotificationJournal;
import io.binnacle.operations.notification.NotificationSettings;
import io.binnacle.operations.notification.Notifications;
import io.binnacle.operations.notification.jdbc.JdbcNotificationStore;
import io.binnacle.operations.notification.webhook.WebhookChannel;
import io.binnacle.server.config.Configuration;
import io.binnacle.server.health.Readiness;
import io.binnacle.server.health.SampleMeters;
import io.binnacle.server.health.jdbc.JdbcSizes;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.User;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.number.NumberSequence;
import io.binnacle.storage.number.jdbc.JdbcNumberSequence;
import io.binnacle.telemetry.export.remotewrite.Destination;
import io.binnacle.telemetry.export.remotewrite.RemoteWriting;
import io.binnacle.telemetry.export.remotewrite.WriteSurroundings;
import io.binnacle.telemetry.intake.BodyBudget;
import io.binnacle.telemetry.intake.otlp.OtlpReceiver;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteReceiver;
import io.binnacle.telemetry.intake.remotewrite.RemoteWriteSettings;
import io.binnacle.telemetry.remotestore.RemoteTimeSeriesStore;
import io.binnacle.telemetry.scrape.Scraping;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.PromqlFeatures;
import io.binnacle.timeseries.promql.PromqlLimits;
import io.binnacle.timeseries.promql.QueryError;
import org.jspecify.annotations.Nullable;

/**
 * Makes every part of the program and connects it, by hand. Lower parts come first; news travels upward through the
 * listeners that are set here. Making reads and writes nothing outside of the class path, so that the build can make all
 * routes without a database; {@link Running} starts what runs.
 */
final class Wiring {

    private static final int RUNS_KEPT = 200;
    /** Samples older than this do not stand for now: a host that fell silent must be noticed within a minute or so. */
    private static final Duration LOOKBACK = Duration.ofMinutes(1);

    /** How long the body of a request waits for room before its sender is told to come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    final Foundation foundation;
    final Readiness readiness = new Readiness();
    final LiveUpdates live;
    final AccessWiring access;
    final TimeSeriesStore samples;
    final PromqlEngine promql;
    final BodyBudget bodies;
    final RemoteWriteReceiver remoteWrite;
    final Scraping scraping;
    final RemoteWriting remoteWriting;
    final OtlpReceiver otlp;
    final JdbcCiModels ciModels;
    final Cmdb cmdb;
    final EstateWiring estate;
    final ServiceWiring services;
    final DiscoveryRuns discoveryRuns;
    final DiscoveryRunner discovery;
    final JdbcAlerts alerts;
    final AlertEvaluator evaluator;
    final RuleGroups ruleGroups;
    final Dashboards dashboards;
    final Incidents incidents;
    final Notifications notifications;
    final DeliveryWorker deliveries;
    final WebhookChannel webhook;
    private final JdbcSizes databaseSizes;

    /** @param sources where items are discovered, which recognise programs by the signatures */
    Wiring(Foundation foundation, Function<Signatures, List<DiscoverySource>> sources) {
        this.foundation = foundation;
        Configuration configuration = foundation.configuration();
        live = new LiveUpdates(foundation.boot(), configuration.server().limits().streamsMax(), foundation.meters());
        access = AccessWiring.of(foundation.jdbi(), configuration.session(), foundation.clock(), foundation.meters());

        samples = foundation.samples();
        SampleMeters.bind(samples, foundation.meters());
        promql = engine(configuration.promql(), PromqlLimits.defaults().lookback());
        bodies = new BodyBudget(configuration.intake().bodiesMax().bytes(), PATIENCE, foundation.meters());
        remoteWrite = remoteWriteReceiver(configuration.intake());

        Path prometheusFile = configuration.scrape().prometheusFile();
        scraping = new Scraping(prometheusFile == null ? null : prometheusFile.toAbsolutePath(),
                configuration.scrape().bodiesMax().bytes(), samples, foundation.clock(), foundation.meters());
        remoteWriting = remoteWriting(configuration.remoteWrite());
        otlp = new OtlpReceiver(here(), scraping::otlp, (int) configuration.intake().decompressedMax().bytes(),
                foundation.meters());

        ciModels = ciModels();
        JdbcCmdb items = cmdb();
        cmdb = items;
        estate = EstateWiring.of(foundation, items, access.activities());
        services = ServiceWiring.of(foundation, items, estate, access.activities(), live);
        ciModels.onChange(model -> estate.follower().loadAnew());
        discoveryRuns = new JdbcDiscoveryRuns(foundation.jdbi(), foundation.clock());
        discovery = new DiscoveryRunner(sources.apply(services.signatures()), cmdb, discoveryRuns,
                new DiscoveryRunner.Settings(configuration.discovery().interval(), RUNS_KEPT),
                foundation.clock(), foundation.meters());
        discovery.onRun(run -> live.publish("discovery", run.id().toString(), Permission.DISCOVERY_READ));

        alerts = new JdbcAlerts(foundation.jdbi(), foundation.clock());
        evaluator = evaluator(configuration.rules());
        ruleGroups = new RuleGroups(foundation, promql, scraping::rules);
        evaluator.follow(ruleGroups::states);
        dashboards = dashboardDesk();
        NumberSequence numbers = new JdbcNumberSequence(foundation.jdbi());
        NotificationSettings notificationSettings = notificationSettings(configuration.server().publicUrl());
        NotificationJournal journal = new NotificationJournal(new JdbcNotificationStore(foundation.jdbi()),
                access.activities(), List.of(notificationNews()), foundation.clock());
        webhook = new WebhookChannel(notificationSettings.attemptMax());
        Courier courier = new Courier(journal, List.of(webhook), foundation.secrets(), notificationSettings,
                foundation.meters());
        deliveries = new DeliveryWorker(journal, courier, notificationSettings, foundation.meters());
        Ids ids = new Ids(foundation.clock());
        notifications = new NotificationDesk(journal, courier, deliveries, foundation.secrets(), notificationSettings,
                ids);
        IncidentJournal incidentJournal = new IncidentJournal(new JdbcIncidentStore(foundation.jdbi()),
                access.activities(), List.of(new IncidentNotifier(journal, deliveries, notificationSettings, ids)),
                List.of(change -> live.publish("incident", change.after().number(), Permission.INCIDENT_READ)),
                foundation.clock());
        incidents = new IncidentDesk(incidentJournal, numbers, cmdb::find, this::canOwn, ids);
        evaluator.addListener(new AlertIncidents(incidentJournal, numbers, alerts,
                new IncidentSettings(configuration.incidents().resolveWithLastAlert(),
                        configuration.incidents().reopenWithin()),
                ids));
        evaluator.addListener(alertNews());
        databaseSizes = new JdbcSizes(foundation.jdbi());
    }

    private JdbcCiModels ciModels() {
        JdbcCiModels models = new JdbcCiModels(foundation.jdbi(), access.activities(), foundation.clock());
        models.onChange(model -> live.publish("ci", "model", Permission.CI_READ));
        return models;
    }

    private JdbcCmdb cmdb() {
        JdbcCmdb items = new JdbcCmdb(foundation.jdbi(), ciModels::current, foundation.clock(), foundation.meters());
        items.addListener(changes -> changes.stream().map(change -> change.ciId().toString()).distinct()
                .forEach(id -> live.publish("ci", id, Permission.CI_READ)));
        return items;
    }

    private RemoteWriteReceiver remoteWriteReceiver(Configuration.Intake settings) {
        RemoteWriteSettings standard = RemoteWriteSettings.defaults();
        return new RemoteWriteReceiver(samples, new RemoteWriteSettings(standard.threads(), standard.waitingMax(),
                (int) settings.decompressedMax().bytes()), foundation.meters());
    }

    private RemoteWriting remoteWriting(Configuration.RemoteWrite settings) {
        return new RemoteWriting(this::destinations, new WriteSurroundings(samples, settings.behindMax().bytes(),
                foundation.boot(), foundation.clock(), foundation.meters()));
    }

    /** The samples on this machine: for the sums so far of what is sent in parts no other server is asked. */
    private TimeSeriesStore here() {
        return new OpeningStore(() -> OpeningStore.behind(samples).get() instanceof RemoteTimeSeriesStore remote
                ? remote.near()
                : samples);
    }

    /** Those of the Prometheus configuration, and the server that keeps the samples when there is one. */
    private List<Destination> destinations() {
        List<Destination> all = new ArrayList<>(scraping.destinations());
        if (OpeningStore.behind(samples).get() instanceof RemoteTimeSeriesStore remote) {
            all.add(remote.destination());
        }
        return all;
    }

    private Dashboards dashboardDesk() {
        return new DashboardDesk(new JdbcDashboards(foundation.jdbi()), access.activities(), foundation.clock(),
                id -> live.publish("dashboard", id, Permission.DASHBOARD_READ));
    }

    private AlertEvaluator evaluator(Configuration.Rules settings) {
        PromqlEngine engine = engine(foundation.configuration().promql(), LOOKBACK);
        EvaluatorSettings standard = EvaluatorSettings.defaults();
        return new AlertEvaluator(
                RuleFiles.load(Optional.ofNullable(settings.directory()).map(Path::toAbsolutePath),
                        expression -> fault(engine, expression)),
                engine, alerts, cmdb, foundation.clock(),
                new EvaluatorSettings(settings.evaluationInterval(), standard.alertsPerRuleMax(),
                        standard.seriesPerRuleMax(), standard.grace()),
                foundation.meters());
    }

    private PromqlEngine engine(Configuration.Promql settings, Duration lookback) {
        Configuration.Rules.Prometheus rules = foundation.configuration().rules().prometheus();
        PromqlLimits standard = PromqlLimits.defaults();
        PromqlLimits limits = new PromqlLimits(standard.stepsMax(), settings.seriesMax(), settings.samplesMax(),
                settings.timeout(), lookback, standard.subqueryStep());
        return new PromqlEngine(samples,
                () -> limits.withSubqueryStep(RuleGroups.interval(rules, scraping.rules())),
                PromqlFeatures.parse(settings.features() == null ? "" : settings.features()),
                new SlowQueries(settings.slowAfter()));
    }

    private static Optional<String> fault(PromqlEngine engine, String expression) {
        try {
            engine.check(expression);
            return Optional.empty();
        } catch (QueryError e) {
            return Optional.of(e.violations().get(0).expected());
        }
    }

    private static NotificationSettings notificationSettings(@Nullable URI consoleUrl) {
        NotificationSettings standard = NotificationSettings.defaults();
        return new NotificationSettings(standard.attemptMax(), standard.concurrencyPerChannel(),
                standard.retryFirst(), standard.retryMax(), standard.giveUpAfter(), standard.keepLogFor(), consoleUrl);
    }

    private boolean canOwn(String name) {
        return access.userStore().findByName(name).filter(User::enabled).isPresent();
    }

    private AlertListener alertNews() {
        return new AlertListener() {
            @Override
            public void alertChanged(AlertTransition transition) {
                // Told when it is committed.
            }

            @Override
            public void alertCommitted(AlertTransition transition) {
                live.publish("alert", transition.after().id().toString(), Permission.ALERT_READ);
                UUID item = transition.after().ciId();
                if (item != null) {
                    live.publish("ci", item.toString(), Permission.CI_READ);
                }
            }
        };
    }

    private CommittedNotificationListener notificationNews() {
        return new CommittedNotificationListener() {
            @Override
            public void deliveryChanged(UUID deliveryId) {
                live.publish("delivery", deliveryId.toString(), Permission.CHANNEL_READ);
            }

            @Override
            public void channelChanged(UUID channelId) {
                live.publish("channel", channelId.toString(), Permission.CHANNEL_READ);
            }
        };
    }

    /** Throws when the database does not answer. */
    void askDatabase() {
        databaseSizes.ask();
    }

    /** What the database's parts take, as people read it. */
    Map<String, String> databaseSizes() {
        return databaseSizes.read();
    }

    /** Every list that the API pages, for completion of filters. */
    List<ListSchema> lists() {
        List<ListSchema> lists = new ArrayList<>();
        lists.add(cmdb.itemFields());
        lists.add(cmdb.changeFields());
        lists.add(services.services().fields());
        lists.add(estate.intent().drifts().schema());
        lists.add(discoveryRuns.fields());
        lists.add(JdbcAlerts.SCHEMA);
        lists.add(incidents.schema());
        lists.add(notifications.channelSchema());
        lists.add(notifications.deliverySchema());
        lists.add(access.users().schema());
        lists.add(access.tokens().schema());
        lists.add(access.activities().schema());
        return lists;
    }
}
