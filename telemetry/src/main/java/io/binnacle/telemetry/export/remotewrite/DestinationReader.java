package io.binnacle.telemetry.export.remotewrite;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.BugException;
import io.binnacle.telemetry.export.remotewrite.Destination.Content;
import io.binnacle.telemetry.export.remotewrite.Destination.Message;
import io.binnacle.telemetry.export.remotewrite.Destination.Queue;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.fetch.HttpSettingsReader;
import io.binnacle.telemetry.scrape.fetch.Secret;
import io.binnacle.telemetry.scrape.relabel.LabelNames;
import io.binnacle.telemetry.scrape.relabel.RelabelRules;
import io.binnacle.telemetry.scrape.yaml.Section;

/** Reads one section of Prometheus' {@code remote_write}. */
public final class DestinationReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration METADATA_EVERY = Duration.ofMinutes(1);
    private static final int METADATA_PER_SEND = 2000;
    private static final int NAME_CHARACTERS = 6;
    /** Those that are made for each request, and those that have keys of their own. */
    private static final Set<String> RESERVED = Set.of("authorization", "host", "content-encoding", "content-length",
            "content-type", "x-prometheus-remote-write-version", "user-agent", "connection", "keep-alive",
            "proxy-authenticate", "proxy-authorization", "www-authenticate", "accept-encoding", "transfer-encoding",
            "upgrade", "expect");

    private DestinationReader() {
    }

    /**
     * @param directory      that relative names of files count from
     * @param externalLabels of the section {@code global}
     */
    public static Destination read(Section section, Path directory, Map<String, String> externalLabels) {
        URI url = url(section);
        String name = section.text("name").filter(text -> !text.isEmpty()).orElseGet(() -> shortName(url));
        // Both say how names are looked up and connections are made, which has no effect here.
        section.flag("round_robin_dns");
        List<String> headersTaken = section.section("headers").map(Section::keys).orElse(List.of());
        for (String header : headersTaken) {
            if (RESERVED.contains(header.toLowerCase(java.util.Locale.ROOT))) {
                section.fault("headers", "headers that have no other key and are not made for each request", header);
            }
        }
        Destination destination = new Destination(name, url, http(section, directory),
                section.duration("remote_timeout").filter(given -> !given.isZero()).orElse(TIMEOUT),
                content(section, externalLabels), RelabelRules.read(section, "write_relabel_configs", LabelNames.UTF8),
                section.section("queue_config").map(DestinationReader::queue).orElse(Queue.STANDARD));
        section.end();
        return destination;
    }

    private static URI url(Section section) {
        String text = section.text("url", "");
        try {
            URI url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below; its message would repeat what may be a password.
        }
        section.fault("url", "the address that takes remote write, http or https",
                text.isEmpty() ? "nothing" : "other");
        return URI.create("http://localhost/");
    }

    /** For one without a name, as Prometheus makes it: of what it is, so that it stays the same. */
    private static String shortName(URI url) {
        try {
            byte[] sum = MessageDigest.getInstance("MD5").digest(url.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, NAME_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every Java has MD5", e);
        }
    }

    private static HttpSettings http(Section section, Path directory) {
        HttpSettings common = HttpSettingsReader.read(section, directory);
        Map<String, List<Secret>> headers = new LinkedHashMap<>(common.headers());
        section.textMap("headers").forEach((name, value) -> headers.put(name, List.of(Secret.of(value))));
        return new HttpSettings(common.authorization(), common.tls(), common.proxy(), common.noProxy(), false,
                headers);
    }

    private static Content content(Section section, Map<String, String> externalLabels) {
        String word = section.text("protobuf_message", Message.WRITE_REQUEST.protoName());
        Message message = Message.WRITE_REQUEST;
        if (word.equals(Message.REQUEST.protoName())) {
            message = Message.REQUEST;
        } else if (!word.equals(Message.WRITE_REQUEST.protoName())) {
            section.fault("protobuf_message",
                    Message.WRITE_REQUEST.protoName() + " or " + Message.REQUEST.protoName(), word);
        }
        Duration every = METADATA_EVERY;
        int perSend = METADATA_PER_SEND;
        Section metadata = section.section("metadata_config").orElse(null);
        if (metadata != null) {
            boolean send = metadata.flag("send", true);
            every = metadata.duration("send_interval").filter(given -> !given.isZero()).orElse(METADATA_EVERY);
            every = send ? every : Duration.ZERO;
            perSend = number(metadata, "max_samples_per_send", METADATA_PER_SEND);
            metadata.end();
        }
        return new Content(message, section.flag("send_exemplars", false),
                section.flag("send_native_histograms", false), externalLabels, every, perSend);
    }

    private static Queue queue(Section section) {
        Queue usual = Queue.STANDARD;
        Duration minBackoff = section.duration("min_backoff").filter(given -> !given.isZero())
                .orElse(usual.minBackoff());
        Duration maxBackoff = section.duration("max_backoff").filter(given -> !given.isZero())
                .orElse(usual.maxBackoff());
        if (minBackoff.compareTo(maxBackoff) > 0) {
            section.fault("min_backoff", "one that is not above max_backoff", "a longer one");
        }
        int minShards = number(section, "min_shards", usual.minShards());
        int maxShards = number(section, "max_shards", usual.maxShards());
        if (minShards > maxShards) {
            section.fault("min_shards", "at most max_shards", String.valueOf(minShards));
        }
        Queue queue = new Queue(number(section, "capacity", usual.capacity()), minShards,
                Math.max(minShards, maxShards),
                number(section, "max_samples_per_send", usual.perSend()),
                section.duration("batch_send_deadline").filter(given -> !given.isZero()).orElse(usual.deadline()),
                minBackoff, maxBackoff, section.flag("retry_on_http_429", usual.retryOn429()),
                section.duration("sample_age_limit").orElse(usual.ageMax()));
        section.end();
        return queue;
    }

    private static int number(Section section, String key, int standard) {
        long number = section.count(key).filter(given -> given > 0).orElse((long) standard);
        if (number > 1_000_000) {
            section.fault(key, "at most 1000000", String.valueOf(number));
            return standard;
        }
        return (int) number;
    }
}
