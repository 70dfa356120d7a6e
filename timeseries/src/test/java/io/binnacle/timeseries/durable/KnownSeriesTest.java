package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

class KnownSeriesTest {

    private static byte[] bytes(int i) {
        return ("label set number " + i + "x".repeat(i % 300)).getBytes(StandardCharsets.UTF_8);
    }

    private static int find(KnownSeries known, byte[] bytes, int offset, int length) {
        return known.find(new KnownSeries.Cursor(), bytes, offset, length);
    }

    private static void add(KnownSeries known, byte[] bytes, int number) {
        known.add(bytes, 0, bytes.length, number, 0);
    }

    @Test
    void whatWasAddedIsFoundByItsBytesAlone() {
        KnownSeries known = new KnownSeries(64 << 20);
        for (int i = 0; i < 50_000; i++) {
            add(known, bytes(i), i);
        }
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = bytes(i);
            byte[] inside = new byte[bytes.length + 9];
            System.arraycopy(bytes, 0, inside, 5, bytes.length);
            assertThat(find(known, inside, 5, bytes.length)).isEqualTo(i);
            bytes[i % bytes.length] ^= 1;
            assertThat(find(known, bytes, 0, bytes.length)).isNotEqualTo(i);
        }
        assertThat(find(known, new byte[0], 0, 0)).isEqualTo(-1);
    }

    @Test
    void aCursorFindsTheSameInAnyOrder() {
        KnownSeries known = new KnownSeries(64 << 20);
        for (int i = 0; i < 20_000; i++) {
            add(known, bytes(i), i);
        }
        KnownSeries.Cursor cursor = new KnownSeries.Cursor();
        Random random = new Random(7);
        int i = 0;
        for (int step = 0; step < 200_000; step++) {
            // Mostly the next one, as senders do; now and then another, or one that is not known.
            i = random.nextInt(20) == 0 ? random.nextInt(20_010) : (i + 1) % 20_005;
            byte[] bytes = bytes(i);
            assertThat(known.find(cursor, bytes, 0, bytes.length)).isEqualTo(i < 20_000 ? i : -1);
        }
        known.renumber(1);
        assertThat(known.find(cursor, bytes(i + 1), 0, bytes(i + 1).length)).isEqualTo(-1);
    }

    @Test
    void aSecondAdditionChangesNothing() {
        KnownSeries known = new KnownSeries(1 << 20);
        add(known, bytes(1), 1);
        long bytes = known.bytes();
        for (int i = 0; i < 100_000; i++) {
            add(known, bytes(1), 1);
        }
        assertThat(known.bytes()).isEqualTo(bytes);
    }

    @Test
    void numbersOfAnotherNumberingAreForgottenAndNotTaken() {
        KnownSeries known = new KnownSeries(1 << 20);
        add(known, bytes(1), 1);
        known.renumber(1);
        assertThat(find(known, bytes(1), 0, bytes(1).length)).isEqualTo(-1);
        add(known, bytes(1), 1);
        assertThat(find(known, bytes(1), 0, bytes(1).length)).isEqualTo(-1);
    }

    @Test
    void itStaysWithinItsBoundAndForgetsRatherThanGrows() {
        KnownSeries known = new KnownSeries(3 << 20);
        for (int i = 0; i < 100_000; i++) {
            add(known, bytes(i), i);
            assertThat(known.bytes()).isLessThan(6 << 20);
        }
        assertThat(find(known, bytes(0), 0, bytes(0).length)).as("what is there stays").isZero();
        assertThat(find(known, bytes(99_999), 0, bytes(99_999).length)).isEqualTo(-1);
        for (int i = 0; i < 1_000_000; i++) {
            add(known, bytes(99_999), 99_999);
        }
        assertThat(find(known, bytes(99_999), 0, bytes(99_999).length)).as("what is asked for in vain again and again")
                .isEqualTo(99_999);
        assertThat(find(known, bytes(0), 0, bytes(0).length)).isEqualTo(-1);
        byte[] huge = new byte[2 << 20];
        add(known, huge, 7);
        assertThat(find(known, huge, 0, huge.length)).as("larger than a page").isEqualTo(-1);
    }
}
