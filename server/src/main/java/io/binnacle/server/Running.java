package io.binnacle.server;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.binnacle.cmdb.discovery.DiscoveryRun;
import io.binnacle.cmdb.discovery.DiscoverySourceState;
import io.binnacle.cmdb.discovery.host.HostIdentity;
import io.binnacle.insight.event.RuleStatus;
import io.binnacle.server.config.Configuration;
import io.binnacle.server.config.ListenAddress;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.ServerAddress;
import io.binnacle.server.health.Component;
import io.binnacle.server.health.OldGarbage;
import io.binnacle.server.health.ProcessMeters;
import io.binnacle.server.health.SampleBoundMeters;
import io.binnacle.server.health.SampleMeters;
import io.binnacle.server.http.HttpServer;
import io.binnacle.storage.Database;
import io.binnacle.storage.secret.SecretBox;
import io.binnacle.telemetry.export.remotewrite.RemoteWriting;
import io.binnacle.telemetry.metric.host.HostMetrics;
import io.binnacle.telemetry.metric.host.HostMetricsSettings;
import io.binnacle.telemetry.metric.host.HostProbes;
import io.binnacle.telemetry.scrape.Scraping;
import io.binnacle.timeseries.SampleFeeds;
import io.binnacle.timeseries.StoreStatistics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server while it runs. Requests are served first, then begins what repeats: measuring, discovering, evaluating,
 * delivering. Closing stops in the opposite order, so that nothing finds its support gone.
 */
final class Running implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    /** Well below the minute after which proxies give a silent connection up. */
    private static final long HEARTBEAT_SECONDS = 15;

    private final Wiring wiring;
    private final HttpServer http;
    private final SampleBoundMeters sampleBounds;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    private Running(Wiring wiring, HttpServer http, SampleBoundMeters sampleBounds) {
        this.wiring = wiring;
        this.http = http;
        this.sampleBounds = sampleBounds;
    }

    /**
     * @param opening waits until the store of samples is open, the same one at each call; all that does not need it is made
     *        meanwhile
     */
    static Running start(LoadedConfiguration loaded, Database database, Supplier<SampleStore> opening,
            InstantSource clock,
            PrometheusMeterRegistry meters) {
        Configuration configuration = loaded.configuration();
        Foundation foundation = Foundation.of(loaded, database.jdbi(), clock, meters,
                SecretBox.withKeyFile(configuration.data().resolve("secrets").resolve("master.key")),
                new OpeningStore(() -> opening.get().store()));
        Wiring wiring = new Wiring(foundation,
                signatures -> configuration.discovery().enabled() ? Sources.of(signatures, clock) : List.of());
        wiring.ciModels.load();
        wiring.services.signatures().load();
        HttpServer http = new HttpServer(configuration.server(), Apis.routes(wiring), wiring.access.signIn(), meters);
        SampleStore samples = opening.get();
        Running running = new Running(wiring, http, SampleBoundMeters.bind(samples.durable(), meters));
        running.open.push(database);
        running.open.push(samples);
        running.open.push(wiring.remoteWrite);
        running.open.push(wiring.otlp);
        SampleMeters.bindProblems(samples.durable(), meters);
        running.describeHealth(samples);
        http.start();
        running.open.push(http);
        running.open.push(wiring.live);
        running.startRepeating(configuration, samples.durable().feeds());
        return running;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void startRepeating(Configuration configuration, SampleFeeds feeds) {
        ProcessMeters.bind(wiring.foundation.meters());
        OldGarbage.watch().ifPresent(open::push);
        open.push(wiring.webhook);
        wiring.deliveries.start();
        open.push(wiring.deliveries);
        wiring.estate.follower().start();
        open.push(wiring.estate.follower());
        wiring.services.watch().start();
        open.push(wiring.services.watch());
        wiring.services.edges().start();
        open.push(wiring.services.edges());
        wiring.estate.intent().watch().start();
        open.push(wiring.estate.intent().watch());
        wiring.estate.upkeep().start();
        open.push(wiring.estate.upkeep());
        HostMetrics metrics = hostMetrics();
        metrics.start();
        open.push(metrics);
        wiring.cmdb.addListener(changes -> metrics.servicesChanged());
        wiring.remoteWriting.start(feeds);
        open.push(wiring.remoteWriting);
        wiring.scraping.start();
        open.push(wiring.scraping);
        wiring.ruleGroups.start();
        open.push(wiring.ruleGroups);
        wiring.evaluator.start();
        open.push(wiring.evaluator);
        if (configuration.discovery().enabled()) {
            wiring.discovery.start();
        }
        open.push(wiring.discovery);
        ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("live-heartbeat").factory());
        heartbeat.scheduleWithFixedDelay(this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
        open.push(heartbeat::shutdownNow);
    }

    private void heartbeat() {
        try {
            wiring.live.heartbeat();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("live heartbeat failed");
        }
        sampleBounds.refresh();
    }

    private HostMetrics hostMetrics() {
        HostMetricsSettings standard = HostMetricsSettings.defaults();
        ServerAddress ntp = wiring.foundation.configuration().host().ntpServer();
        HostMetricsSettings settings = new HostMetricsSettings(standard.interval(),
                ntp == null
                        ? null
                        : InetSocketAddress.createUnresolved(ntp.host(), ntp.portOr(HostMetricsSettings.NTP_PORT)),
                standard.patience());
        HostProbes probes = HostProbes.ofThisHost(HostIdentity.read(Path.of("/")), settings,
                wiring.cmdb::watchedServices, wiring.foundation.clock());
        return new HostMetrics(probes, wiring.samples, wiring.foundation.clock(), settings.interval(),
                wiring.foundation.meters());
    }

    private void describeHealth(SampleStore samples) {
        wiring.readiness.add("database", () -> {
            wiring.askDatabase();
            return Component.up("database", null);
        });
        wiring.readiness.add("classes", () -> classHealth(wiring.ciModels.problems()));
        wiring.readiness.add("signatures", () -> signatureHealth(wiring.services.signatures().own().problems()));
        wiring.readiness.add("discovery", () -> discoveryHealth(wiring.discovery.sources()));
        wiring.readiness.add("rules", () -> ruleHealth(wiring.evaluator.rules(), wiring.ruleGroups));
        wiring.readiness.add("samples", () -> sampleHealth(samples.store().statistics(), samples.problems()));
        wiring.readiness.add("remote-write", () -> remoteWriteHealth(wiring.remoteWriting));
        wiring.readiness.add("scraping", () -> scrapingHealth(wiring.scraping));
    }

    private static Component sampleHealth(StoreStatistics statistics, List<String> problems) {
        if (statistics.series() >= statistics.seriesMax()) {
            return new Component("samples", Component.State.DEGRADED,
                    "as many series as samples.seriesMax allows; new ones are refused");
        }
        return problems.isEmpty()
                ? Component.up("samples", null)
                : new Component("samples", Component.State.DEGRADED, problems.getFirst());
    }

    private static Component classHealth(List<String> problems) {
        return problems.isEmpty()
                ? Component.up("classes", null)
                : new Component("classes", Component.State.DEGRADED,
                        "classes made here do not fit the program's any more: " + problems.getFirst());
    }

    private static Component signatureHealth(List<String> problems) {
        return problems.isEmpty()
                ? Component.up("signatures", null)
                : new Component("signatures", Component.State.DEGRADED,
                        "signatures kept here are not all in force: " + problems.getFirst());
    }

    private static Component discoveryHealth(List<DiscoverySourceState> sources) {
        List<String> failing = sources.stream().filter(source -> source.lastRun() != null
                && source.lastRun().outcome() == DiscoveryRun.Outcome.FAILED)
                .map(DiscoverySourceState::name).toList();
        return failing.isEmpty()
                ? Component.up("discovery", sources.isEmpty() ? "switched off" : null)
                : new Component("discovery", Component.State.DEGRADED,
                        "the last run failed: " + String.join(", ", failing));
    }

    private static Component remoteWriteHealth(RemoteWriting writing) {
        List<String> problems = writing.problems();
        return problems.isEmpty()
                ? Component.up("remote-write", null)
                : new Component("remote-write", Component.State.DEGRADED, problems.getFirst());
    }

    private static Component scrapingHealth(Scraping scraping) {
        if (scraping.problem().isPresent()) {
            return new Component("scraping", Component.State.DEGRADED,
                    "the Prometheus configuration is wrong; the log says where");
        }
        List<String> problems = scraping.discoveryProblems();
        return problems.isEmpty()
                ? Component.up("scraping", null)
                : new Component("scraping", Component.State.DEGRADED, String.join("; ", problems));
    }

    private static Component ruleHealth(List<RuleStatus> rules, RuleGroups groups) {
        List<String> failing = rules.stream().filter(rule -> rule.error() != null).map(rule -> rule.rule().id())
                .toList();
        if (failing.isEmpty() && !groups.problems().isEmpty()) {
            return new Component("rules", Component.State.DEGRADED,
                    "rules of Prometheus: " + String.join(", ", groups.problems()));
        }
        return failing.isEmpty()
                ? Component.up("rules", rules.size() + " rules")
                : new Component("rules", Component.State.DEGRADED,
                        "cannot be evaluated: " + String.join(", ", failing));
    }

    int port() {
        return http.port();
    }

    Wiring wiring() {
        return wiring;
    }

    /** Where people reach the console. */
    String url() {
        Configuration.Server server = wiring.foundation.configuration().server();
        URI publicUrl = server.publicUrl();
        if (publicUrl != null) {
            return publicUrl.toString();
        }
        ListenAddress listen = server.listen();
        InetSocketAddress address = listen.resolve();
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : listen.host();
        return (server.tls().enabled() ? "https://" : "http://") + new ListenAddress(host, http.port());
    }

    /** The link for the first administrator; empty when there is one. */
    Optional<String> setupLink() {
        return wiring.access.setup().needed()
                ? Optional.of(url() + "/setup#token=" + wiring.access.setup().token())
                : Optional.empty();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (AutoCloseable part : open) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("closing failed");
            }
        }
    }
}
