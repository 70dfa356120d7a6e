package io.binnacle.telemetry.export.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.scrape.yaml.Faults;
import io.binnacle.telemetry.scrape.yaml.YamlText;
import io.binnacle.testkit.MutableClock;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store on a disk writes to a receiver that fails in every way; in real time, with short backoffs. */
class RemoteWritingTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;
    private final MutableClock clock = new MutableClock(NOW);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    @SuppressWarnings("NullAway.Init")
    private FaultyReceiver receiver;
    @SuppressWarnings("NullAway.Init")
    private LocalDisk disk;
    @SuppressWarnings("NullAway.Init")
    private DurableTimeSeriesStore store;
    private final List<RemoteWriting> started = new ArrayList<>();
    private long bytesBehindMax = 1L << 30;

    @BeforeEach
    void begin() throws IOException {
        receiver = new FaultyReceiver(clock, 0);
        openStore();
    }

    private void openStore() throws IOException {
        disk = LocalDisk.open(folder);
        store = DurableTimeSeriesStore.open(disk, DurableSettings.defaults(), clock);
    }

    @AfterEach
    void end() throws IOException {
        started.forEach(RemoteWriting::close);
        store.close();
        disk.close();
        receiver.close();
    }

    private Destination destination(String keys) {
        Faults faults = new Faults();
        Destination read = DestinationReader.read(YamlText.section("test", "url: http://127.0.0.1:" + receiver.port()
                + "/write\n" + keys, faults).orElseThrow(), folder, java.util.Map.of("site", "here"));
        faults.throwIfAny();
        return read;
    }

    private RemoteWriting start(String keys) {
        Destination destination = destination(keys);
        RemoteWriting writing = new RemoteWriting(() -> List.of(destination),
                new WriteSurroundings(store, bytesBehindMax, "here", clock, meters));
        writing.start(store.feeds());
        started.add(writing);
        return writing;
    }

    private static String quick(String more) {
        return "queue_config: {batch_send_deadline: 10ms, min_backoff: 5ms, max_backoff: 20ms" + more + "}\n";
    }

    /** One sample a call, of series s0 to s2 in turn, at the number's millisecond. */
    private void commit(int from, int to) {
        for (int i = from; i < to; i++) {
            Appender appender = store.appender();
            appender.append(Labels.of("__name__", "s" + i % 3), NOW.toEpochMilli() + i, i);
            assertThat(appender.commit().appended()).isEqualTo(1);
        }
    }

    private static void await(ThrowingRunnable condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(condition);
    }

    private void awaitReceived(int samples) {
        await(() -> assertThat(receiver.store.statistics().samples()).isEqualTo(samples));
    }

    private double count(String name) {
        return meters.find("prometheus.remote.storage." + name).counters().stream().mapToDouble(one -> one.count())
                .sum();
    }

    @ParameterizedTest
    @EnumSource(Destination.Message.class)
    void allKindsArriveAsTheyAreInEitherMessage(Destination.Message message) {
        RemoteWriting writing = start("protobuf_message: " + message.protoName() + "\nsend_exemplars: true\n"
                + "send_native_histograms: true\nheaders: {X-Scope: team}\nbasic_auth: {username: u, password: p}\n"
                + "metadata_config: {send_interval: 100ms}\n" + quick(""));
        Appender appender = store.appender();
        // Before the samples: the newer message tells it with the samples that it sends, once.
        appender.metadata("f_total", new MetricMetadata(MetricMetadata.Type.COUNTER, "", "Help."));
        appender.commit();
        int floats = appender.series(Labels.of("__name__", "f_total", "host", "a"));
        int histograms = appender.series(Labels.of("__name__", "h", "host", "a"));
        for (int i = 0; i < 3; i++) {
            appender.append(floats, NOW.toEpochMilli() + i, i / 7.0);
            appender.append(histograms, NOW.toEpochMilli() + i, NativeHistogram.ofIntegers().schema(2).sum(5 + i)
                    .count(3).zero(0.001, 1)
                    .positive(Buckets.ofIntegers(new int[]{-1}, new int[]{2}, new long[]{1, 1})).build());
        }
        appender.exemplar(floats, Labels.of("trace", "x"), NOW.toEpochMilli(), 7);
        appender.commit();

        await(() -> {
            assertThat(receiver.samples()).hasSize(2);
            assertThat(receiver.store.metadata()).containsEntry("f_total",
                    new MetricMetadata(MetricMetadata.Type.COUNTER, "", "Help."));
            assertThat(receiver.samples().values()).as("all but the external label").containsExactlyElementsOf(
                    FaultyReceiver.Stored.samples(store).values());
            try (var querier = receiver.store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
                assertThat(querier.exemplars(List.of(), 10)).singleElement()
                        .satisfies(one -> assertThat(one.exemplars()).hasSize(1));
            }
        });
        assertThat(receiver.samples().keySet()).allMatch(labels -> labels.contains("site=\"here\""));
        assertThat(receiver.lastHeaders).containsEntry("x-scope", "team")
                .containsEntry("authorization", "Basic dTpw").containsEntry("x-binnacle-origin", "here")
                .containsEntry("x-prometheus-remote-write-version", message.version());
        await(() -> assertThat(writing.states()).singleElement().satisfies(state -> {
            assertThat(state.healthy()).isTrue();
            assertThat(state.bytesBehind()).isZero();
            assertThat(state.sentTotal()).isEqualTo(7);
            assertThat(state.highestSentMillis()).isEqualTo(NOW.toEpochMilli() + 2);
        }));
    }

    @Test
    void rulesLeaveOutAndRename() {
        start("write_relabel_configs: [{action: drop, source_labels: [__name__], regex: s1}, "
                + "{target_label: site, replacement: there}]\n" + quick(""));
        commit(0, 3);
        awaitReceived(2);
        assertThat(receiver.samples().keySet()).containsExactly("s0{site=\"there\"}", "s2{site=\"there\"}");
    }

    @Test
    void whatMayWorkLaterIsSentAgainUntilItIsTakenInOrder() {
        receiver.answers(500, 503, 429);
        RemoteWriting writing = start(quick(""));
        commit(0, 30);
        awaitReceived(30);
        assertThat(receiver.retryAttempts()).contains("1", "2", "3");
        assertThat(count("samples.retried")).isPositive();
        assertThat(count("samples.failed")).isZero();
        // The destination has them before its answer is here.
        await(() -> assertThat(writing.problems()).isEmpty());
        assertThat(writing.states().getFirst().lastError()).contains("429");
    }

    @Test
    void aRefusalLosesItsSamplesAloneAndIsCounted() {
        RemoteWriting writing = start(quick(""));
        receiver.always(400);
        commit(0, 3);
        await(() -> {
            assertThat(count("samples.failed")).isEqualTo(3);
            assertThat(writing.problems()).singleElement().asString().contains("refused", "400");
        });
        receiver.always(0);
        commit(3, 6);
        awaitReceived(3);
        await(() -> assertThat(writing.problems()).isEmpty());
        assertThat(writing.states().getFirst().failedTotal()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Destination.Message.class)
    void ofAMessageThatIsRefusedForOneSampleTheOthersAreTaken(Destination.Message message) {
        receiver.refuses(123_456.789);
        RemoteWriting writing = start("protobuf_message: " + message.protoName() + "\n" + quick(""));
        Appender appender = store.appender();
        for (int i = 0; i < 100; i++) {
            appender.append(Labels.of("__name__", "s" + i % 7), NOW.toEpochMilli() + i, i == 57 ? 123_456.789 : i);
        }
        assertThat(appender.commit().appended()).isEqualTo(100);
        await(() -> {
            assertThat(receiver.store.statistics().samples()).isEqualTo(99);
            assertThat(writing.states().getFirst().sentTotal()).isEqualTo(99);
            assertThat(writing.states().getFirst().failedTotal()).isEqualTo(1);
        });
    }

    @Test
    void aDestinationThatRefusesEverythingIsNotAskedForEachSample() {
        receiver.always(400);
        start("metadata_config: {send: false}\n" + quick(", max_shards: 1"));
        Appender appender = store.appender();
        for (int i = 0; i < 1000; i++) {
            appender.append(Labels.of("__name__", "s" + i), NOW.toEpochMilli(), i);
        }
        assertThat(appender.commit().appended()).isEqualTo(1000);
        await(() -> assertThat(count("samples.failed")).isEqualTo(1000));
        assertThat(receiver.requests()).as("down to one sample once, and the rest of each half").isLessThan(30);
    }

    @Test
    void tooManyIsARefusalWhenTheConfigurationSaysSo() {
        receiver.answers(429);
        start(quick(", retry_on_http_429: false"));
        commit(0, 1);
        await(() -> assertThat(count("samples.failed")).isEqualTo(1));
    }

    @Test
    void nobodyIsAskedBeforeTheTimeThatHeNamed() {
        receiver.retryAfter("3600");
        receiver.always(503);
        RemoteWriting writing = start(quick(""));
        commit(0, 1);
        await(() -> assertThat(writing.states().getFirst().healthy()).isFalse());
        assertThat(receiver.requests()).as("without metadata, and once").isEqualTo(1);
        writing.close();
    }

    @Test
    void sinceWhenADestinationFailsIsKnownAlsoAfterARestart() throws IOException {
        receiver.always(503);
        RemoteWriting first = start(quick(""));
        commit(0, 1);
        await(() -> assertThat(first.states().getFirst().failingSince()).isEqualTo(NOW));
        first.close();
        store.close();
        disk.close();

        clock.set(NOW.plusSeconds(3600));
        openStore();
        RemoteWriting second = start(quick(""));
        await(() -> assertThat(second.states().getFirst()).satisfies(state -> {
            assertThat(state.lastErrorAt()).isEqualTo(NOW.plusSeconds(3600));
            assertThat(state.failingSince()).isEqualTo(NOW);
        }));
        receiver.always(0);
        await(() -> assertThat(second.states().getFirst()).satisfies(state -> {
            assertThat(state.healthy()).isTrue();
            assertThat(state.failingSince()).isNull();
        }));
        receiver.always(503);
        commit(1, 2);
        await(() -> assertThat(second.states().getFirst().failingSince()).isEqualTo(NOW.plusSeconds(3600)));
    }

    @Test
    void anOutageAndRestartsLoseNothing() throws IOException {
        int port = receiver.port();
        RemoteWriting first = start(quick(""));
        commit(0, 5);
        awaitReceived(5);
        receiver.close();
        commit(5, 100);
        await(() -> assertThat(first.problems()).singleElement().asString().contains("waits"));
        assertThat(first.states().getFirst().bytesBehind()).isPositive();
        first.close();
        store.close();
        disk.close();

        openStore();
        commit(100, 200);
        receiver = new FaultyReceiver(clock, port);
        start(quick(", max_samples_per_send: 7, capacity: 10, max_shards: 4"));
        commit(200, 210);
        awaitReceived(205);
        for (int series = 0; series < 3; series++) {
            assertThat(receiver.samples().get("s" + series + "{site=\"here\"}")).isSorted();
        }
    }

    @Test
    void beyondItsBoundTheOldestFallOffCountedAndTold() {
        bytesBehindMax = 2000;
        receiver.always(503);
        RemoteWriting writing = start(quick(""));
        commit(0, 500);
        await(() -> {
            assertThat(writing.problems()).singleElement().asString().contains("drops the oldest");
            assertThat(writing.states().getFirst().bytesBehind()).isLessThanOrEqualTo(bytesBehindMax);
            assertThat(count("samples.dropped")).isPositive();
            assertThat(writing.states().getFirst().droppedTotal()).isEqualTo((long) count("samples.dropped"));
        });
        receiver.always(0);
        // What is committed while it still drops may fall off too; later ones arrive.
        int[] committed = {500};
        await(() -> {
            commit(committed[0], ++committed[0]);
            assertThat(writing.problems()).isEmpty();
        });
        await(() -> assertThat(receiver.store.statistics().samples() + count("samples.dropped"))
                .isEqualTo(committed[0]));
        assertThat(receiver.store.statistics().samples()).isPositive();
    }

    @Test
    void whatIsOlderThanItsLimitIsNotSent() {
        start(quick(", sample_age_limit: 10m"));
        Appender appender = store.appender();
        appender.append(Labels.of("__name__", "old"), NOW.minusSeconds(1200).toEpochMilli(), 1);
        appender.append(Labels.of("__name__", "new"), NOW.minusSeconds(60).toEpochMilli(), 1);
        appender.commit();
        awaitReceived(1);
        assertThat(count("samples.dropped")).isEqualTo(1);
    }

    @Test
    void destinationsFollowTheConfiguration() {
        List<Destination> wanted = new java.util.concurrent.CopyOnWriteArrayList<>();
        RemoteWriting writing = new RemoteWriting(() -> List.copyOf(wanted),
                new WriteSurroundings(store, bytesBehindMax, "here", clock, meters));
        started.add(writing);
        writing.start(store.feeds());
        commit(0, 3);
        wanted.add(destination("name: one\n" + quick("")));
        writing.look();
        commit(3, 6);
        awaitReceived(3);
        wanted.clear();
        writing.look();
        assertThat(writing.states()).isEmpty();
        assertThat(meters.find("prometheus.remote.storage.samples").counters()).isEmpty();
        commit(6, 9);
        wanted.add(destination("name: one\n" + quick("")));
        writing.look();
        commit(9, 12);
        awaitReceived(6);
        assertThat(writing.isOwn("here")).isTrue();
        assertThat(writing.isOwn("there")).isFalse();
    }
}
