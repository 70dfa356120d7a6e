package io.binnacle.telemetry.export.remotewrite;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.relabel.RelabelRule;

/**
 * A system that samples are written to. Equal ones are written to in the same way.
 *
 * @param name  that people and metrics know it by
 * @param rules {@code write_relabel_configs}
 */
public record Destination(String name, URI url, HttpSettings http, Duration timeout, Content content,
        List<RelabelRule> rules, Queue queue) {

    /**
     * What is sent.
     *
     * @param externalLabels added to a series that has none of that name
     * @param metadataEvery  how often what is known of metrics is sent; zero for never
     */
    public record Content(Message message, boolean exemplars, boolean histograms, Map<String, String> externalLabels,
            Duration metadataEvery, int metadataPerSend) {

        public Content {
            externalLabels = Map.copyOf(externalLabels);
        }
    }

    /** The two messages of remote write. */
    public enum Message {
        WRITE_REQUEST("prometheus.WriteRequest", "0.1.0"), REQUEST("io.prometheus.write.v2.Request", "2.0.0");

        private final String protoName;
        private final String version;

        Message(String protoName, String version) {
            this.protoName = protoName;
            this.version = version;
        }

        public String protoName() {
            return protoName;
        }

        String version() {
            return version;
        }
    }

    /**
     * Prometheus' {@code queue_config}.
     *
     * @param capacity   samples that a shard holds at once
     * @param perSend    samples of one request
     * @param deadline   how long a sample waits for others
     * @param ageMax     older samples are not sent; zero for all
     * @param retryOn429 whether what is refused as too much is sent again
     */
    public record Queue(int capacity, int minShards, int maxShards, int perSend, Duration deadline, Duration minBackoff,
            Duration maxBackoff, boolean retryOn429, Duration ageMax) {

        public static final Queue STANDARD = new Queue(10_000, 1, 50, 2000, Duration.ofSeconds(5),
                Duration.ofMillis(30), Duration.ofSeconds(5), true, Duration.ZERO);
    }

    public Destination {
        rules = List.copyOf(rules);
    }
}
