package io.binnacle.telemetry.export.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.export.remotewrite.Destination.Message;
import io.binnacle.telemetry.export.remotewrite.Destination.Queue;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import io.binnacle.telemetry.scrape.yaml.Faults;
import io.binnacle.telemetry.scrape.yaml.YamlText;
import org.junit.jupiter.api.Test;

class DestinationReaderTest {

    private static Destination read(String yaml) {
        Faults faults = new Faults();
        Destination read = DestinationReader.read(YamlText.section("test.yml", yaml, faults).orElseThrow(),
                Path.of("/etc"), Map.of("site", "a"));
        faults.throwIfAny();
        return read;
    }

    @Test
    void whatIsNotSaidIsAsPrometheusHasIt() {
        Destination read = read("url: http://other:9090/api/v1/write");
        assertThat(read.name()).hasSize(6).isEqualTo(read("url: http://other:9090/api/v1/write").name())
                .isNotEqualTo(read("url: http://another:9090/api/v1/write").name());
        assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(read.queue()).isEqualTo(Queue.STANDARD);
        assertThat(read.content()).isEqualTo(new Destination.Content(Message.WRITE_REQUEST, false, false,
                Map.of("site", "a"), Duration.ofMinutes(1), 2000));
        assertThat(read.http().authorization()).isNull();
    }

    @Test
    void everyKeyCounts() {
        Destination read = read("""
            url: https://other/write
            name: long term
            remote_timeout: 5s
            headers: {X-Scope-OrgID: team}
            basic_auth: {username: u, password_file: secret}
            protobuf_message: io.prometheus.write.v2.Request
            send_exemplars: true
            send_native_histograms: true
            metadata_config: {send: false}
            write_relabel_configs: [{action: labeldrop, regex: pod}]
            queue_config: {capacity: 1, min_shards: 2, max_shards: 3, max_samples_per_send: 4, batch_send_deadline: 5s,
              min_backoff: 6s, max_backoff: 7s, retry_on_http_429: false, sample_age_limit: 8s}
            """);
        assertThat(read.name()).isEqualTo("long term");
        assertThat(read.url()).isEqualTo(URI.create("https://other/write"));
        assertThat(read.http().headers()).containsOnlyKeys("X-Scope-OrgID");
        assertThat(read.http().authorization()).isInstanceOf(Authorization.Basic.class);
        assertThat(read.http().followRedirects()).isFalse();
        assertThat(read.rules()).hasSize(1);
        assertThat(read.content()).isEqualTo(
                new Destination.Content(Message.REQUEST, true, true, Map.of("site", "a"), Duration.ZERO, 2000));
        assertThat(read.queue()).isEqualTo(new Queue(1, 2, 3, 4, Duration.ofSeconds(5), Duration.ofSeconds(6),
                Duration.ofSeconds(7), false, Duration.ofSeconds(8)));
    }

    @Test
    void everyFaultIsNamed() {
        assertThatThrownBy(() -> read("""
            url: ftp://other/
            protobuf_message: other
            headers: {content-type: x}
            queue_config: {min_shards: 9, max_shards: 3, min_backoff: 9s}
            sigv4: {region: x}
            unknown: 1
            """)).isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.violations())
                .extracting(one -> one.field().replaceAll(" .*", "")).containsExactlyInAnyOrder("url",
                        "protobuf_message", "headers", "queue_config.min_shards", "queue_config.min_backoff", "sigv4",
                        "unknown"));
    }

    @Test
    void anAddressIsShownWithoutWhoAsks() {
        assertThat(WriteQueue.shown(URI.create("http://u:p@other/write"))).isEqualTo("http://other/write");
    }
}
