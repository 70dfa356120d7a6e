package io.binnacle.timeseries.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/**
 * Random label sets and matchers against a map, through publications, failed commits, kills at any write, power cuts,
 * full disks, flipped bits and forgetting. The map of what is not persisted plays the log.
 */
class SeriesCatalogueFuzzTest {

    private static final int SURE_MAX = 100_000;

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 300);
    private static final List<String> NAMES = List.of("__name__", "A", "a", "job", "x.y", "ö");
    private static final List<String> VALUES = List.of("a", "ab", "abc", "b", "a.b", "a|b", "é", "é😀", "\n", "(", "A",
            " ");
    private static final List<String> EXPRESSIONS = List.of("", ".*", ".+", "a", "a|b", "(a|ab|)", "(?:b|é😀)", "a\\.b",
            "a.b",
            "a.*", "a.+", "ab?", "[ab]+", "(?i)a.*", ".*b", "|a", "é.*", "é😀*", "a{1,2}", "\\(", "a.*|b", "^a$",
            "v1.*", "v.?",
            "a\\|b", "\\n", "(a)|(b)");

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> problems = new ArrayList<>();
    private final TreeMap<Integer, Labels> model = new TreeMap<>();
    /** Published and perhaps not in the file. */
    private final TreeMap<Integer, Labels> log = new TreeMap<>();
    /** What went into the file together, and so may be lost together: by the number of the call. */
    private final Map<Integer, Integer> pageOf = new HashMap<>();
    private final Set<Integer> everGiven = new HashSet<>();
    private FaultyDisk disk = new FaultyDisk();
    private SeriesCatalogue catalogue = open(disk);
    private int persists;

    SeriesCatalogueFuzzTest() throws IOException {
    }

    private SeriesCatalogue open(FaultyDisk from) throws IOException {
        return SeriesCatalogue.open(from, "series", problems::add);
    }

    @Test
    void theCatalogueHoldsWhatTheModelHolds() throws IOException {
        System.out.println("fuzz.seed=" + seed);
        for (int round = 0; round < ROUNDS; round++) {
            try {
                switch (random.nextInt(16)) {
                    case 0, 1, 2, 3, 4 -> commit();
                    case 5 -> persist();
                    case 6 -> reopen(disk.afterKill());
                    case 7 -> killWhileWriting();
                    case 8 -> fullDisk();
                    case 9 -> flipBit();
                    case 10 -> forget();
                    default -> check();
                }
            } catch (AssertionError | RuntimeException | IOException e) {
                throw new AssertionError("round " + round + ", -Dfuzz.seed=" + seed + ", problems " + problems, e);
            }
        }
        check();
        assertThat(problems).as("told without a reason").isEmpty();
        catalogue.close();
    }

    private Labels labels() {
        Labels.Builder labels = Labels.empty().toBuilder();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                labels.set(name, random.nextInt(4) == 0 ? "v" + random.nextInt(300) : pick(VALUES));
            }
        }
        return labels.build();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void commit() {
        Map<Labels, Integer> created = new HashMap<>();
        int size = random.nextInt(random.nextInt(10) == 0 ? 200 : 20);
        Map<Labels, Integer> known = new HashMap<>();
        model.forEach((series, labels) -> known.put(labels, series));
        for (int i = 0; i < size; i++) {
            Labels labels = labels();
            Integer expected = known.get(labels);
            assertThat(catalogue.find(labels)).isEqualTo(expected == null ? SeriesCatalogue.NOT_FOUND : expected);
            int series = catalogue.create(labels);
            if (expected == null) {
                assertThat(created.getOrDefault(labels, series)).isEqualTo(series);
                if (created.put(labels, series) == null) {
                    assertThat(everGiven).doesNotContain(series);
                    assertThat(created.values()).doesNotHaveDuplicates();
                }
            } else {
                assertThat(series).isEqualTo(expected);
            }
        }
        if (random.nextInt(4) == 0) {
            catalogue.discard();
            created.keySet().forEach(labels -> assertThat(catalogue.find(labels)).isEqualTo(SeriesCatalogue.NOT_FOUND));
            return;
        }
        catalogue.publish();
        created.forEach((labels, series) -> {
            model.put(series, labels);
            log.put(series, labels);
            everGiven.add(series);
        });
    }

    private void persist() throws IOException {
        catalogue.persist();
        persisted();
    }

    private void persisted() {
        log.keySet().forEach(series -> pageOf.putIfAbsent(series, persists));
        persists++;
        log.clear();
    }

    private void reopen(FaultyDisk next) throws IOException {
        disk = next;
        catalogue = open(disk);
        // A page that was written and not acknowledged may be there or not.
        RoaringBitmap found = catalogue.select(List.of()).numbers();
        log.keySet().forEach(series -> {
            if (!found.contains(series)) {
                pageOf.remove(series);
            } else {
                pageOf.putIfAbsent(series, persists);
            }
        });
        persists++;
        restore();
    }

    private void restore() {
        List<Map.Entry<Integer, Labels>> records = new ArrayList<>(log.entrySet());
        if (random.nextBoolean()) {
            Collections.shuffle(records, random);
        }
        records.forEach(record -> catalogue.restore(record.getKey(), record.getValue()));
        catalogue.reserve(everGiven.stream().mapToInt(series -> series + 1).max().orElse(0));
        catalogue.publish();
        check();
    }

    private void killWhileWriting() throws IOException {
        disk.killAfter(random.nextInt(6), random);
        boolean forgetting = random.nextInt(3) == 0;
        try {
            if (forgetting) {
                catalogue.forget(new RoaringBitmap());
                rewritten();
            } else {
                persist();
            }
        } catch (IOException e) {
            assertThat(disk.killed()).isTrue();
            if (forgetting) {
                // Either file may be the one that is found: what they hold together a flipped bit may take together.
                rewritten();
            }
        }
        if (random.nextInt(3) == 0) {
            reopen(disk.afterPowerCut(random));
            // What it damaged stays in the file, and is told of at each start, until the file is rewritten.
            catalogue.forget(new RoaringBitmap());
            persist();
            rewritten();
            problems.clear();
        } else {
            reopen(disk.afterKill());
        }
    }

    private void fullDisk() throws IOException {
        disk.limitRoom(random.nextInt(400));
        try {
            if (random.nextInt(3) == 0) {
                catalogue.forget(new RoaringBitmap());
                rewritten();
            } else {
                persist();
            }
        } catch (IOException e) {
            check();
        }
        disk.limitRoom(Long.MAX_VALUE);
    }

    /** On a disk that is thrown away, so that the damage of one round does not hide that of the next. */
    private void flipBit() throws IOException {
        FaultyDisk whole = disk.afterKill();
        FaultyDisk damaged = new FaultyDisk();
        // One that was replaced may still be there; nobody reads it.
        String newest = "series/" + whole.list("series").getLast();
        damaged.createFolder("series");
        try (DiskFile file = damaged.create(newest)) {
            file.append(ByteBuffer.wrap(whole.bytes(newest)));
        }
        String where = damaged.flipRandomBit("series", random);
        List<String> told = new ArrayList<>();
        Set<Integer> pages = new HashSet<>();
        try (SeriesCatalogue left = SeriesCatalogue.open(damaged, "series", told::add)) {
            Map<Integer, Labels> stored = new TreeMap<>(model);
            stored.keySet().removeAll(log.keySet());
            RoaringBitmap all = left.select(List.of()).numbers();
            stored.forEach((series, labels) -> {
                if (all.contains(series)) {
                    assertThat(left.labels(series)).isEqualTo(labels);
                    assertThat(left.find(labels)).isEqualTo(series);
                } else {
                    pages.add(pageOf.get(series));
                }
            });
            assertThat(pages).as("pages lost by the bit %s", where).hasSizeLessThanOrEqualTo(1);
            assertThat(told).as("told of the bit %s", where).isNotEmpty();
        }
        reopen(whole);
    }

    private void forget() throws IOException {
        RoaringBitmap dead = new RoaringBitmap();
        int share = 1 + random.nextInt(5);
        model.keySet().stream().filter(series -> random.nextInt(share) == 0).forEach(dead::add);
        catalogue.forget(dead);
        dead.forEach((int series) -> {
            assertThat(catalogue.labels(series)).isEqualTo(model.remove(series));
            log.remove(series);
        });
        // Before that a power cut could bring them back.
        persist();
        rewritten();
    }

    private void rewritten() {
        model.keySet().forEach(series -> pageOf.put(series, persists));
        persists++;
    }

    private void check() {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Matcher.Operator operator = pick(List.of(Matcher.Operator.values()));
            boolean expression = operator == Matcher.Operator.MATCH || operator == Matcher.Operator.NOT_MATCH;
            String value = expression ? pick(EXPRESSIONS) : random.nextInt(5) == 0 ? "" : pick(VALUES);
            matchers.add(new Matcher(random.nextInt(8) == 0 ? "none" : pick(NAMES), operator, value));
        }
        Set<Integer> expected = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        Set<String> values = new TreeSet<>();
        String name = pick(NAMES);
        int leftOut = random.nextInt(4);
        model.forEach((series, labels) -> {
            if (matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
                expected.add(series);
                if (series % 4 == leftOut) {
                    return;
                }
                for (Label label : labels) {
                    names.add(label.name());
                }
                labels.find(name).ifPresent(values::add);
            }
        });
        SeriesSet found = catalogue.select(matchers);
        assertThat(found.numbers()).as("selected by %s", matchers).containsExactlyElementsOf(expected);
        Presence presence = new AllBut(leftOut);
        assertThat(catalogue.labelNames(found, presence)).containsExactlyElementsOf(names);
        assertThat(catalogue.labelValues(name, found, presence)).containsExactlyElementsOf(values);
        assertThat(catalogue.size()).isEqualTo(model.size());
        long before = -1;
        for (long key : found.orderKeys()) {
            assertThat(key).isGreaterThan(before);
            before = key;
            int series = SeriesSet.series(key);
            Labels labels = Objects.requireNonNull(model.get(series));
            assertThat(catalogue.labels(series)).isEqualTo(labels);
            assertThat(catalogue.find(labels)).isEqualTo(series);
            assertThat(SeriesSet.metric(key)).isEqualTo(catalogue.metric(series));
            assertThat(catalogue.metricName(catalogue.metric(series))).isEqualTo(labels.metricName());
        }
    }

    /** All series but every fourth; the cheap answer leaves out half of these; another fourth is sure. */
    private record AllBut(int leftOut) implements Presence {

        @Override
        public RoaringBitmap sure() {
            RoaringBitmap sure = new RoaringBitmap();
            for (int number = (leftOut + 1) % 4; number < SURE_MAX; number += 4) {
                sure.add(number);
            }
            return sure;
        }

        @Override
        public boolean has(int series) {
            return series % 4 != leftOut;
        }

        @Override
        public RoaringBitmap among(RoaringBitmap series) {
            RoaringBitmap some = series.clone();
            for (int number : series.toArray()) {
                if (number % 8 == leftOut) {
                    some.remove(number);
                }
            }
            return some;
        }
    }
}
