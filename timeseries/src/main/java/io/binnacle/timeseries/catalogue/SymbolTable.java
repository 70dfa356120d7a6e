package io.binnacle.timeseries.catalogue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Texts and their numbers: each text is kept once, whatever carries it. A number is never given to another text.
 *
 * <p>One writer; any number of readers, who never wait. A reader finds every text that was added before what told it to
 * look, and perhaps later ones.
 */
final class SymbolTable {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int SLOTS_MIN = 64;

    private @Nullable String[] texts = new String[SLOTS_MIN / 2];
    /** Number + 1 of a text, at the place that its hash says or the next free one; 0: free. */
    private volatile int[] slots = new int[SLOTS_MIN];
    private int next;
    private int used;
    private long textBytes;

    /** -1 when there is no such text. */
    int find(String text) {
        int[] table = slots;
        int mask = table.length - 1;
        for (int i = place(text, mask);; i = (i + 1) & mask) {
            int number = (int) SLOT.getAcquire(table, i) - 1;
            if (number < 0 || text.equals(texts[number])) {
                return number;
            }
        }
    }

    /**
     * The number of that text, the next one when it is new. Writer only.
     *
     * @throws InvalidInput the text holds half a character, so no bytes in UTF-8 could say it
     */
    int intern(String text) {
        int number = find(text);
        if (number >= 0) {
            return number;
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidInput("labels", "whole characters", text);
        }
        put(next, text);
        return next - 1;
    }

    /** Gives a text the number that it had before. Writer only; neither the text nor the number is in use. */
    void put(int number, String text) {
        if (number >= texts.length) {
            texts = Arrays.copyOf(texts, Math.max(number + 1, texts.length * 2));
        }
        if ((used + 1) * 2 > slots.length) {
            grow();
        }
        texts[number] = text;
        insert(slots, text, number);
        used++;
        next = Math.max(next, number + 1);
        textBytes += text.length();
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int number = 0; number < texts.length; number++) {
            String text = texts[number];
            if (text != null) {
                insert(larger, text, number);
            }
        }
        slots = larger;
    }

    private static void insert(int[] table, String text, int number) {
        int mask = table.length - 1;
        int i = place(text, mask);
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        SLOT.setRelease(table, i, number + 1);
    }

    private static int place(String text, int mask) {
        int hash = text.hashCode() * 0x9E37_79B9;
        return (hash ^ (hash >>> 15)) & mask;
    }

    String text(int number) {
        String text = texts[number];
        if (text == null) {
            throw new BugException("no text has the number " + number);
        }
        return text;
    }

    /** Whether a text has that number. */
    boolean has(int number) {
        return number < texts.length && texts[number] != null;
    }

    /** The number that the next new text will get. */
    int next() {
        return next;
    }

    /** Numbers below it are given to no new text. Writer only. */
    void reserve(int numbers) {
        next = Math.max(next, numbers);
    }

    /** How many texts there are. */
    int size() {
        return used;
    }

    /** Estimated: a text is an object of 24 bytes and an array of 16 and its letters, rounded up. */
    long memoryBytes() {
        return 4L * (slots.length + texts.length) + used * 44L + textBytes;
    }
}
