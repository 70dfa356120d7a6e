package io.binnacle.telemetry.remotestore;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.telemetry.export.remotewrite.Destination;
import io.binnacle.telemetry.export.remotewrite.Destination.Content;
import io.binnacle.telemetry.export.remotewrite.Destination.Message;
import io.binnacle.telemetry.export.remotewrite.Destination.Queue;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;

/**
 * The other server, and how it is used.
 *
 * @param url before {@code /api/v1}
 * @param writeUrl that takes remote write
 * @param own the label that all of our series have over there, and no others
 * @param recent what is no older is answered from here alone; zero for nothing
 * @param retention what is older is not asked for: the other server has it no more
 */
public record RemoteStoreSettings(URI url, URI writeUrl, ReadProtocol protocol, HttpSettings http, Label own,
        Duration recent, Duration retention, Bounds bounds) {

    /** The destination's, among those that people configure. */
    public static final String DESTINATION = "samples.remote";
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration METADATA_EVERY = Duration.ofMinutes(1);
    private static final int METADATA_PER_SEND = 2000;
    /** People look at what is older than some hours over there: a second is no matter to them, and makes few large requests. */
    private static final Queue QUEUE = new Queue(10_000, 1, 50, 2000, Duration.ofSeconds(1), Duration.ofMillis(30),
            Duration.ofSeconds(5), true, Duration.ZERO);

    /**
     * What one question may cost.
     *
     * @param samplesMax in memory at once, native histograms among them
     * @param patience until the last byte of an answer
     */
    public record Bounds(int seriesMax, int samplesMax, Duration patience) {}

    public RemoteStoreSettings {
        if (own.name().isEmpty() || own.value().isEmpty()) {
            throw new InvalidInput("label", "name=value", own.name() + "=" + own.value());
        }
    }

    /** Where the near store's log is written to, in that way. */
    public Destination destination(Queue queue) {
        return new Destination(DESTINATION, writeUrl, http, WRITE_PATIENCE,
                new Content(Message.WRITE_REQUEST, true, protocol == ReadProtocol.REMOTE_READ,
                        Map.of(own.name(), own.value()), METADATA_EVERY, METADATA_PER_SEND),
                List.of(), queue);
    }

    /** As {@link #destination(Queue)}, in the usual way. */
    public Destination destination() {
        return destination(QUEUE);
    }
}
