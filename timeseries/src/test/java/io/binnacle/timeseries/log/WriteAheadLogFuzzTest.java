package io.binnacle.timeseries.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;

/**
 * Random appends, cuts, deletions and syncs on a disk that fills up, fails to sync and flips bits, by processes that end, are killed
 * at any write or lose their power, against a list of what must still be there.
 */
class WriteAheadLogFuzzTest {

    private static final int LIVES = Integer.getInteger("fuzz.rounds", 400);
    /** Then a new disk comes: an undamaged one shows more, and a log that only grows makes it slow. */
    private static final int LIVES_OF_A_DISK = 20;
    private static final int HEADER_BYTES = 96;

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** What is known about a record. */
    private enum State {
        /** Written: survives a kill. */
        WRITTEN,
        /** Synced: survives a power cut too. */
        DURABLE,
        /** Whether it is there is open: its append or its deletion was under way. */
        OPEN,
        /** Not there, but its deletion may not be durable: a power cut brings it back, until a log writes again. */
        GONE
    }

    private static final class Kept {
        private final String content;
        private State state;
        /** A sync of it failed: no later one helps. */
        private boolean doubtful;
        private long segment;

        private Kept(String content, State state) {
            this.content = content;
            this.state = state;
        }
    }

    private record Found(long segment, String content) {}

    private FaultyDisk disk = new FaultyDisk();
    private List<Kept> model = new ArrayList<>();
    /** Where a deletion may be: a segment, and how many records of the model lie before it. */
    private final TreeMap<Long, Integer> cuts = new TreeMap<>();
    private final Map<String, Integer> headerFlips = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private Durability durability = Durability.INTERVAL;
    private int flips;
    private boolean everDamaged;
    private boolean afterPowerCut;
    private int appended;
    private int life;

    @Test
    void whatMustBeThereIsThereInOrderAndNothingElse() throws IOException {
        System.out.println("fuzz.seed=" + seed);
        int[] ends = new int[3];
        for (life = 0; life < LIVES; life++) {
            if (life % LIVES_OF_A_DISK == 0) {
                disk = new FaultyDisk();
                model = new ArrayList<>();
                headerFlips.clear();
                flips = 0;
                everDamaged = false;
            }
            WriteAheadLog log = reopen();
            if (random.nextInt(3) > 0) {
                disk.killAfter(random.nextInt(60), random);
            }
            int steps = random.nextInt(80);
            for (int step = 0; step < steps && !disk.killed(); step++) {
                step(log);
            }
            disk.limitRoom(Long.MAX_VALUE);
            disk.failSyncs(false);
            ends[end(log)]++;
        }
        System.out.println("log fuzz: " + LIVES + " lives, " + ends[0] + " closed, " + ends[1] + " killed, " + ends[2]
                + " power cuts, " + appended + " records appended");
    }

    private void step(WriteAheadLog log) throws IOException {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> sync(log);
            case 3 -> cut(log);
            case 4 -> deleteBefore(log);
            case 5 -> disk.limitRoom(random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(2000));
            case 6 -> disk.failSyncs(random.nextInt(3) == 0);
            case 7 -> {
                if (random.nextInt(8) == 0) {
                    flip();
                }
            }
            default -> append(log);
        }
    }

    private void append(WriteAheadLog log) {
        int length = random.nextInt(10) == 0 ? random.nextInt(5000) : random.nextInt(200);
        String content = appended++ + ":" + "abcdefgh".repeat(length / 8);
        ByteBuffer payload = ByteBuffer.allocate(WriteAheadLog.HEADER_BYTES + content.length());
        payload.position(WriteAheadLog.HEADER_BYTES).put(content.getBytes(StandardCharsets.US_ASCII)).flip()
                .position(WriteAheadLog.HEADER_BYTES);
        long failuresBefore = log.statistics().syncFailures();
        long syncsBefore = log.statistics().syncs();
        try {
            long end = log.append(payload);
            forgetGone();
            // More unsynced than may be makes it sync before it writes.
            if (log.statistics().syncs() > syncsBefore) {
                synced();
            }
            model.add(new Kept(content, State.WRITTEN));
            if (durability == Durability.FSYNC && random.nextInt(4) == 0) {
                awaitDurable(log, end);
            }
        } catch (IOException e) {
            if (log.statistics().syncFailures() > failuresBefore) {
                syncFailed();
            } else if (log.statistics().syncs() > syncsBefore) {
                synced();
            }
            if (disk.killed()) {
                model.add(new Kept(content, State.OPEN));
            }
        }
    }

    private void awaitDurable(WriteAheadLog log, long end) {
        try {
            log.awaitDurable(end);
            synced();
        } catch (IOException e) {
            syncFailed();
        }
    }

    private void forgetGone() {
        if (model.stream().anyMatch(each -> each.state == State.GONE)) {
            assertThat(cuts.values()).allMatch(index -> index <= model.size());
            List<Kept> kept = new ArrayList<>();
            List<Integer> indexes = new ArrayList<>();
            for (Kept each : model) {
                indexes.add(kept.size());
                if (each.state != State.GONE) {
                    kept.add(each);
                }
            }
            indexes.add(kept.size());
            cuts.replaceAll((segment, index) -> indexes.get(index));
            model = kept;
        }
    }

    private void synced() {
        model.stream().filter(each -> each.state == State.WRITTEN && !each.doubtful)
                .forEach(each -> each.state = State.DURABLE);
    }

    private void syncFailed() {
        model.stream().filter(each -> each.state != State.DURABLE).forEach(each -> each.doubtful = true);
    }

    private void sync(WriteAheadLog log) {
        try {
            log.sync();
            synced();
        } catch (IOException e) {
            syncFailed();
        }
    }

    private void cut(WriteAheadLog log) {
        try {
            cuts.put(log.cut(), model.size());
        } catch (IOException e) {
            assertThat(disk.killed()).isTrue();
        }
    }

    private void deleteBefore(WriteAheadLog log) {
        Long segment = cuts.isEmpty() ? null : cuts.floorKey(cuts.firstKey() + random.nextInt(20));
        if (segment == null) {
            return;
        }
        int dead = cuts.getOrDefault(segment, 0);
        List<Kept> before = model.subList(0, dead);
        try {
            log.deleteBefore(segment);
            before.clear();
            cuts.replaceAll((each, index) -> Math.max(0, index - dead));
        } catch (IOException e) {
            before.forEach(each -> each.state = State.OPEN);
        }
    }

    private void flip() throws IOException {
        String where = disk.flipRandomBit("log", random);
        if (where == null) {
            return;
        }
        String path = where.substring(0, where.indexOf('@'));
        int offset = Integer.parseInt(where.substring(where.indexOf('@') + 1, where.indexOf('.', where.indexOf('@'))));
        if (offset >= HEADER_BYTES) {
            flips++;
            everDamaged = true;
        } else if (headerFlips.putIfAbsent(path, offset) != null) {
            // Both copies of a header damaged cost the segment; that has a test of its own.
            disk.flipBit(path, offset, Integer.parseInt(where.substring(where.lastIndexOf('.') + 1)));
        }
    }

    /** Ends this life. @return how: 0 closed, 1 killed, 2 without power */
    private int end(WriteAheadLog log) {
        afterPowerCut = false;
        int how = disk.killed() ? 1 + random.nextInt(2) : random.nextInt(3);
        if (how == 0) {
            try {
                log.close();
                synced();
            } catch (IOException e) {
                syncFailed();
            }
            // The next process finds the same disk; dead is this one anyway.
            disk = disk.afterKill();
            return how;
        }
        FaultyDisk next = how == 1 ? disk.afterKill() : disk.afterPowerCut(random);
        closeDead(log);
        disk = next;
        if (how == 2) {
            everDamaged = true;
            afterPowerCut = true;
            model.stream().filter(each -> each.state != State.DURABLE).forEach(each -> each.state = State.OPEN);
        }
        return how;
    }

    /** Its thread must end. */
    private static void closeDead(WriteAheadLog log) {
        try {
            log.close();
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    private WriteAheadLog reopen() throws IOException {
        List<Found> found = new ArrayList<>();
        problems.clear();
        int segmentBytesMax = 500 + random.nextInt(8000);
        durability = random.nextBoolean() ? Durability.FSYNC : Durability.INTERVAL;
        LogSettings settings = new LogSettings(durability,
                Duration.ofDays(1), segmentBytesMax, 3000 + random.nextInt(8000));
        WriteAheadLog log = WriteAheadLog.open(disk, "log", 0, settings,
                (segment, payload) -> found
                        .add(new Found(segment, StandardCharsets.US_ASCII.decode(payload).toString())),
                problems::add);
        compare(found);
        return log;
    }

    private void compare(List<Found> found) {
        String context = "fuzz.seed=" + seed + " life " + life + " problems " + problems;
        List<Kept> present = new ArrayList<>();
        int lost = 0;
        int next = 0;
        for (Kept each : model) {
            if (next < found.size() && found.get(next).content().equals(each.content)) {
                each.segment = found.get(next++).segment();
                boolean open = each.state == State.OPEN || each.state == State.GONE;
                each.state = afterPowerCut ? State.DURABLE : open ? State.WRITTEN : each.state;
                each.doubtful &= !afterPowerCut;
                present.add(each);
            } else if (each.state != State.OPEN && each.state != State.GONE) {
                lost++;
            } else if (!afterPowerCut) {
                each.state = State.GONE;
                present.add(each);
            }
        }
        assertThat(next).as("%s: a record that is not of the model, or out of order", context).isEqualTo(found.size());
        assertThat(lost).as("%s: lost more than bits were flipped", context).isLessThanOrEqualTo(flips);
        if (lost > 0) {
            assertThat(problems).as("%s: lost without a word", context).isNotEmpty();
        }
        if (!everDamaged) {
            assertThat(problems).as(context).isEmpty();
        }
        flips = 0;
        model = present;
        cuts.clear();
        for (int index = 0; index < model.size(); index++) {
            if (model.get(index).state != State.GONE) {
                cuts.putIfAbsent(model.get(index).segment, index);
            }
        }
    }
}
