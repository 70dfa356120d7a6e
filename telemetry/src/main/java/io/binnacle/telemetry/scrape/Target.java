package io.binnacle.telemetry.scrape;

import java.net.URI;
import java.time.Duration;

import io.binnacle.kernel.label.Labels;

/**
 * Something that is scraped.
 *
 * @param discovered its labels before any rule
 * @param all its labels after the rules, those included that say how it is asked; it is known by them
 * @param labels those that all its series have
 */
public record Target(Labels discovered, Labels all, Labels labels, URI url, Duration interval, Duration timeout) {

    /**
     * When in its interval it is scraped: by chance, and always the same while it has the same labels and address, so that not
     * all are asked at once.
     */
    long offsetMillis() {
        // FNV-1a, 64 bits.
        long hash = 0xcbf2_9ce4_8422_2325L;
        String text = labels + " " + url;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x0000_0100_0000_01b3L;
        }
        return Long.remainderUnsigned(hash ^ (hash >>> 32), interval.toMillis());
    }
}
