package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.SampleFeed;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.log.Durability;
import org.junit.jupiter.api.Test;

class SampleFeedTest {

    private static final long ALL = Long.MAX_VALUE;
    private static final long NOW = Instant.parse("2026-05-04T12:00:00Z").toEpochMilli();

    private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(NOW));
    private final List<String> read = new ArrayList<>();

    private DurableTimeSeriesStore open(FaultyDisk disk) throws IOException {
        return DurableTimeSeriesStore.openQuiet(disk, DurableTimeSeriesStoreTest.settings(Durability.INTERVAL, 100_000),
                clock);
    }

    /** One sample of a series of that name, whose value is its number. */
    private static void commit(DurableTimeSeriesStore store, String name, int number) {
        Appender appender = store.appender();
        appender.append(Labels.of("__name__", name), NOW + number, number);
        appender.commit();
    }

    private boolean read(SampleFeed feed, long bytesMax) {
        return feed.read(bytesMax, new SampleFeed.Reader() {
            private String name(int series) {
                return feed.labels(series).map(Labels::toString).orElse("?");
            }

            @Override
            public void sample(int series, long epochMillis, double value) {
                read.add(name(series) + " " + (epochMillis - NOW) + " " + value);
            }

            @Override
            public void histogram(int series, HistogramSample histogram) {
                read.add(name(series) + " " + (histogram.epochMillis() - NOW) + " histogram "
                        + histogram.histogram().sum());
            }

            @Override
            public void exemplar(int series, Exemplar exemplar) {
                read.add(name(series) + " exemplar " + exemplar.labels() + " " + exemplar.value());
            }
        });
    }

    private List<String> taken(SampleFeed feed) {
        read.clear();
        read(feed, ALL);
        return List.copyOf(read);
    }

    @Test
    void aNewFeedBeginsAtTheEndAndHandsOutWhatIsAppendedFromThenOn() throws IOException {
        try (DurableTimeSeriesStore store = open(new FaultyDisk())) {
            commit(store, "before", 1);
            SampleFeed feed = store.feeds().open("one");
            assertThat(taken(feed)).isEmpty();
            commit(store, "a", 2);
            commit(store, "b", 3);
            assertThat(taken(feed)).containsExactly("a 2 2.0", "b 3 3.0");
            assertThat(read(feed, ALL)).isFalse();
        }
    }

    @Test
    void histogramsAndExemplarsComeTooAndOfARefusedSampleNothing() throws IOException {
        try (DurableTimeSeriesStore store = open(new FaultyDisk())) {
            SampleFeed feed = store.feeds().open("one");
            Appender appender = store.appender();
            int series = appender.series(Labels.of("__name__", "h"));
            appender.append(series, NOW, NativeHistogram.ofIntegers().sum(5).build());
            appender.exemplar(series, Labels.of("trace", "x"), NOW, 7);
            appender.append(Labels.of("__name__", "late"), 0, 1);
            appender.commit();
            assertThat(taken(feed)).containsExactly("h 0 histogram 5.0",
                    "h exemplar {trace=\"x\"} 7.0");
        }
    }

    @Test
    void aBoundEndsAReadBehindAWholeCommit() throws IOException {
        try (DurableTimeSeriesStore store = open(new FaultyDisk())) {
            SampleFeed feed = store.feeds().open("one");
            for (int i = 0; i < 5; i++) {
                commit(store, "a", i);
            }
            read.clear();
            assertThat(read(feed, 1)).isTrue();
            assertThat(read).hasSize(1);
            while (read(feed, 1)) {
                assertThat(read.size()).isLessThanOrEqualTo(5);
            }
            assertThat(read).hasSize(5);
        }
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAndIsKeptThroughFlushesAndKills() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableTimeSeriesStore first = open(disk);
        SampleFeed feed = first.feeds().open("one");
        commit(first, "a", 1);
        taken(feed);
        feed.acknowledge();
        commit(first, "b", 2);
        taken(feed);
        first.housekeeping().flushNow();
        commit(first, "c", 3);
        first.housekeeping().flushNow();
        assertThat(disk.list("log")).as("segments in blocks that the feed needs").hasSizeGreaterThanOrEqualTo(3);
        assertThat(feed.bytesBehind()).isPositive();

        try (DurableTimeSeriesStore second = open(disk.afterKill())) {
            SampleFeed again = second.feeds().open("one");
            assertThat(taken(again)).containsExactly("b 2 2.0", "c 3 3.0");
            again.rewind();
            assertThat(taken(again)).hasSize(2);
            again.acknowledge();
            assertThat(again.bytesBehind()).isZero();
            again.rewind();
            assertThat(taken(again)).isEmpty();
            assertThat(second.problems()).isEmpty();
        }
    }

    @Test
    void acknowledgingAndForgettingLetTheLogGo() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (DurableTimeSeriesStore store = open(disk)) {
            SampleFeed slow = store.feeds().open("slow");
            SampleFeed quick = store.feeds().open("quick");
            for (int i = 0; i < 3; i++) {
                commit(store, "a", i);
                store.housekeeping().flushNow();
            }
            taken(quick);
            quick.acknowledge();
            assertThat(disk.list("log").size()).isGreaterThanOrEqualTo(3);
            store.feeds().retain(Set.of("quick"));
            assertThat(disk.list("log").size()).isLessThanOrEqualTo(2);
            assertThat(disk.list("feeds")).containsExactly("quick");
            assertThat(slow.bytesBehind()).as("what is left").isLessThan(200);
        }
    }

    @Test
    void aDamagedPlaceBeginsWithWhatTheLogHasAndIsTold() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableTimeSeriesStore first = open(disk);
        first.feeds().open("one").acknowledge();
        commit(first, "a", 1);
        FaultyDisk later = disk.afterKill();
        later.flipBit("feeds/one", 10, 1);
        try (DurableTimeSeriesStore second = open(later)) {
            assertThat(second.problems()).singleElement().asString().contains("feeds/one", "damaged");
            assertThat(taken(second.feeds().open("one"))).containsExactly("a 1 1.0");
        }
    }

    @Test
    void sinceWhenAFeedIsStuckIsKeptWithItsPlace() throws IOException {
        Instant since = Instant.ofEpochMilli(NOW - 5000);
        FaultyDisk disk = new FaultyDisk();
        DurableTimeSeriesStore first = open(disk);
        SampleFeed feed = first.feeds().open("one");
        assertThat(feed.stuckSince()).isEmpty();
        feed.stuckSince(since);
        commit(first, "a", 1);
        taken(feed);
        feed.acknowledge();
        commit(first, "b", 2);
        FaultyDisk later = disk.afterKill();
        try (DurableTimeSeriesStore second = open(later)) {
            SampleFeed again = second.feeds().open("one");
            assertThat(again.stuckSince()).contains(since);
            assertThat(taken(again)).containsExactly("b 2 2.0");
            again.stuckSince(null);
        }
        try (DurableTimeSeriesStore third = open(later.afterKill())) {
            assertThat(third.feeds().open("one").stuckSince()).isEmpty();
        }
    }

    @Test
    void aPlaceOfVersion1IsRead() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableTimeSeriesStore first = open(disk);
        first.feeds().open("one");
        commit(first, "a", 1);
        FaultyDisk later = disk.afterKill();
        ByteBuffer place = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        try (DiskFile file = later.open("feeds/one")) {
            file.read(place.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(24), 0);
        }
        place.putInt(4, 1);
        CRC32C crc = new CRC32C();
        crc.update(place.duplicate().limit(24));
        place.putInt(24, (int) crc.getValue());
        later.delete("feeds/one");
        try (DiskFile file = later.create("feeds/one")) {
            file.append(place);
        }
        try (DurableTimeSeriesStore second = open(later)) {
            SampleFeed feed = second.feeds().open("one");
            assertThat(feed.stuckSince()).isEmpty();
            assertThat(taken(feed)).containsExactly("a 1 1.0");
            assertThat(second.problems()).isEmpty();
        }
    }

    @Test
    void namesAreThoseOfFiles() throws IOException {
        try (DurableTimeSeriesStore store = open(new FaultyDisk())) {
            assertThatThrownBy(() -> store.feeds().open("../x")).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void throughKillsAtAnyChangeOfTheDiskEverySampleOfACommitComesInOrder() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            FaultyDisk disk = new FaultyDisk();
            List<Integer> committed = new ArrayList<>();
            Set<Integer> seen = new LinkedHashSet<>();
            open(disk).feeds().open("one");
            int number = 0;
            for (int life = 0; life < 4; life++) {
                disk = disk.afterKill();
                try {
                    DurableTimeSeriesStore store = open(disk);
                    SampleFeed feed = store.feeds().open("one");
                    disk.killAfter(random.nextInt(60), random);
                    while (true) {
                        int next = number++;
                        if (random.nextInt(6) == 0) {
                            store.housekeeping().flushNow();
                        }
                        commit(store, "s" + next % 7, next);
                        committed.add(next);
                        if (random.nextInt(3) == 0) {
                            taken(feed).forEach(line -> seen.add(valueOf(line)));
                            feed.acknowledge();
                        }
                    }
                } catch (IOException | Unavailable killed) {
                    assertThat(disk.killed()).as("seed %d: %s", seed, killed).isTrue();
                }
            }
            try (DurableTimeSeriesStore last = open(disk.afterKill())) {
                taken(last.feeds().open("one")).forEach(line -> seen.add(valueOf(line)));
                assertThat(last.problems()).as("seed %d", seed).isEmpty();
            }
            assertThat(List.copyOf(seen)).as("seed %d", seed).containsAll(committed).isSorted();
        }
    }

    private static int valueOf(String line) {
        return (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
