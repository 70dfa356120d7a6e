package io.binnacle.telemetry.scrape.series;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What targets say about their metrics, kept once: the programs of one kind all say the same. Bounded: when there is too much of
 * it, it begins anew, and whoever has a text keeps it. Any thread may ask.
 */
public final class CommentTexts {

    private static final int TEXTS_MAX = 1 << 16;

    private final Map<Text, Text> texts = new ConcurrentHashMap<>();

    /** By what it holds. */
    private static final class Text {

        private final byte[] bytes;
        private final int hash;

        Text(byte[] bytes) {
            this.bytes = bytes;
            this.hash = Arrays.hashCode(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && Arrays.equals(bytes, text.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Those bytes, the same array for equal ones where possible; not to be changed. */
    byte[] shared(byte[] from, int start, int end) {
        byte[] bytes = Arrays.copyOfRange(from, start, end);
        if (texts.size() >= TEXTS_MAX) {
            texts.clear();
        }
        Text text = new Text(bytes);
        Text known = texts.putIfAbsent(text, text);
        return known == null ? bytes : known.bytes;
    }
}
