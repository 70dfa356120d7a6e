package io.binnacle.timeseries.promql.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/** Reads when the counting began that samples belong to, as offsets from their times: {@code -1mx3 _ -1m-1mx2 *}. */
final class StartOffsets {

    private static final Pattern ITEM = Pattern
            .compile("([-+]?)(\\d[0-9a-wyz]*)(?:([-+])(\\d[0-9a-wyz]*)(?=x))?(?:x(\\d+))?");

    private StartOffsets() {
    }

    /** @throws IllegalArgumentException it breaks the format, as the message says */
    static List<@Nullable Long> parse(String text) {
        List<@Nullable Long> offsets = new ArrayList<>();
        long last = 0;
        for (String word : text.strip().split("\\s+", -1)) {
            if (word.startsWith("_")) {
                int count = word.equals("_") ? 1 : Integer.parseInt(word.substring(2));
                for (int i = 0; i < count; i++) {
                    offsets.add(null);
                }
            } else if (word.startsWith("*")) {
                int count = word.equals("*") ? 0 : Integer.parseInt(word.substring(2));
                for (int i = 0; i <= count; i++) {
                    offsets.add(last);
                }
            } else {
                last = add(word, offsets);
            }
        }
        return offsets;
    }

    private static long add(String word, List<@Nullable Long> offsets) {
        Matcher matcher = ITEM.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no offset of a start time: " + word);
        }
        long offset = millis(matcher.group(1), matcher.group(2));
        long change = matcher.group(4) == null ? 0 : millis(matcher.group(3), matcher.group(4));
        int count = matcher.group(5) == null ? 0 : Integer.parseInt(matcher.group(5));
        for (int i = 0; i <= count; i++) {
            offsets.add(offset + i * change);
        }
        return offset + count * change;
    }

    private static long millis(String sign, String duration) {
        long millis = DurationText.parse(duration).map(Duration::toMillis)
                .orElseThrow(() -> new IllegalArgumentException("no duration: " + duration));
        return sign.equals("-") ? -millis : millis;
    }
}
