package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote write over HTTP: what is asked in the head, the status codes, the headers of 2.0. */
class RemoteWriteApiTest {

    private static final String FIRST = "application/x-protobuf";
    private static final String SECOND = "application/x-protobuf;proto=io.prometheus.write.v2.Request";

    private static final ServerRig RIG = new ServerRig("intake.bodyMax=64KiB", "intake.decompressedMax=256KiB");
    private static final String TOKEN = RIG.token(Set.of(Permission.METRIC_INGEST));

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static byte[] message(int tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        out.write(tag);
        out.writeBytes(varint(length));
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7f) | 0x80));
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    /** In Snappy's block format, as one literal; compressed only in name. */
    private static byte[] compress(byte[] message) {
        int last = message.length - 1;
        byte[] literal = {(byte) (61 << 2), (byte) last, (byte) (last >> 8)};
        return join(varint(message.length), literal, message);
    }

    private static byte[] text(int tag, String text) {
        return message(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sample(long epochMillis) {
        byte[] one = {0x09, 0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f, 0x10};
        return message(0x12, one, varint(epochMillis));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** One series of 1.0 with the value 1 at each of those times. */
    private static byte[] first(String name, long... times) {
        ByteArrayOutputStream samples = new ByteArrayOutputStream();
        for (long time : times) {
            samples.writeBytes(sample(time));
        }
        return message(0x0a, message(0x0a, text(0x0a, "__name__"), text(0x12, name)), samples.toByteArray());
    }

    /** The same of 2.0, whole. */
    private static byte[] second(String name, long... times) {
        ByteArrayOutputStream samples = new ByteArrayOutputStream();
        for (long time : times) {
            samples.writeBytes(sample(time));
        }
        byte[] refs = {1, 2};
        return join(text(0x22, ""), text(0x22, "__name__"), text(0x22, name),
                message(0x2a, message(0x0a, refs), samples.toByteArray()));
    }

    private static ServerRig.Call call(String type, byte[] body) {
        return RIG.call("POST", "/api/v1/write").token(TOKEN).header("Content-Encoding", "snappy").body(type, body);
    }

    private static ServerRig.Answer send(String type, byte[] message) {
        return call(type, compress(message)).send();
    }

    private static long now() {
        return RIG.clock.millis();
    }

    private static String stored(String name) {
        return RIG.get(RIG.token(Set.of(Permission.METRIC_READ)),
                "query?query=" + name + "&time=" + RIG.clock.instant()).json().path("data").path("result").toString();
    }

    @Test
    void whatIsWrittenCanBeAskedFor() {
        ServerRig.Answer answer = send(FIRST, first("first_up", now()));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("x-prometheus-remote-write-samples-written")).isEmpty();
        assertThat(stored("first_up")).contains("\"__name__\":\"first_up\"").contains("\"1\"");
    }

    @Test
    void theSecondMessageIsAnsweredWithWhatWasWritten() {
        ServerRig.Answer answer = send(SECOND, second("second_up", now(), now() - 1000));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("x-prometheus-remote-write-samples-written")).isEqualTo("2");
        assertThat(answer.header("x-prometheus-remote-write-histograms-written")).isEqualTo("0");
        assertThat(answer.header("x-prometheus-remote-write-exemplars-written")).isEqualTo("0");
        assertThat(stored("second_up")).contains("\"__name__\":\"second_up\"");
    }

    @Test
    void theHeadersCountEachKindByItself() {
        byte[] refs = {1, 2};
        byte[] one = {0x08, 1, 0x19, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x5a, 0x02, 0x10, 1, 0x62, 0x01, 2, 0x78};
        byte[] value = {0x11, 0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f, 0x18};
        byte[] histogram = message(0x1a, one, varint(now()));
        byte[] histogramOfSchema9 = message(0x1a, new byte[]{0x20, 18, 0x78}, varint(now()));
        byte[] exemplar = message(0x22, value, varint(now()));
        byte[] body = join(text(0x22, ""), text(0x22, "__name__"), text(0x22, "kinds"), message(0x2a,
                message(0x0a, refs), sample(now()), sample(now() - 1000), histogram, histogramOfSchema9, exemplar));
        ServerRig.Answer answer = send(SECOND, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).startsWith(
                "written: 2 samples, 1 histograms, 1 exemplars; refused: 1 (1 invalid native histograms); such as");
        assertThat(answer.header("x-prometheus-remote-write-samples-written")).isEqualTo("2");
        assertThat(answer.header("x-prometheus-remote-write-histograms-written")).isEqualTo("1");
        assertThat(answer.header("x-prometheus-remote-write-exemplars-written")).isEqualTo("1");
    }

    @Test
    void aSeriesOfHistogramsOnlyIsAnsweredAsSuch() {
        byte[] refs = {1, 2};
        byte[] one = {0x08, 1, 0x5a, 0x02, 0x10, 1, 0x62, 0x01, 2, 0x78};
        byte[] body = join(text(0x22, ""), text(0x22, "__name__"), text(0x22, "histograms_only"),
                message(0x2a, message(0x0a, refs), message(0x1a, one, varint(now()))));
        assertThat(send(SECOND, body).status()).isEqualTo(204);
        assertThat(stored("histograms_only")).contains("\"histogram\":[").contains("\"count\":\"1\"");
        assertThat(stored("sum(rate(histograms_only%5B5m%5D))")).isEqualTo("[]");
        assertThat(stored("count(histograms_only)")).contains("\"value\":[").contains("\"1\"");
    }

    @Test
    void aPartOfARequestIsWrittenAndTheRestIsTold() {
        ServerRig.Answer answer = send(SECOND, second("partly", now(), 1000));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-prometheus-remote-write-samples-written")).isEqualTo("1");
        assertThat(answer.text("detail"))
                .startsWith("written: 1 samples; refused: 1 (1 too old); such as partly 1.0 @1000");
        assertThat(answer.violation().path("got").asText()).isEqualTo("too old");
        assertThat(stored("partly")).contains("partly");
    }

    @ParameterizedTest
    @CsvSource({"application/json, snappy", "image/png, snappy", "application/x-protobuf;proto=other.Message, snappy",
            "application/x-protobuf, gzip", "application/x-protobuf, deflate", "application/x-protobuf, ''"})
    void anotherFormatIsUnsupported(String type, String encoding) {
        byte[] body = {'0'};
        ServerRig.Call call = RIG.call("POST", "/api/v1/write").token(TOKEN).body(type, body);
        ServerRig.Answer answer = (encoding.isEmpty() ? call : call.header("Content-Encoding", encoding)).send();
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text("detail")).startsWith(encoding.equals("snappy") ? "Content-Type" : "Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-protobuf", "application/x-protobuf;proto=prometheus.WriteRequest",
            "application/x-protobuf; proto=prometheus.WriteRequest",
            "Application/X-Protobuf;proto=\"prometheus.WriteRequest\""})
    void theFirstMessageHasSeveralSpellings(String type) {
        assertThat(send(type, first("spelled", now())).status()).isEqualTo(204);
    }

    @Test
    void whatIsNoBodyIsTheSendersFault() {
        byte[] noise = {'0', 1, 2, 3};
        assertThat(call(SECOND, noise).send().status()).isEqualTo(400);
        assertThat(call(FIRST, new byte[0]).send().status()).isEqualTo(400);
        assertThat(send(FIRST, noise).status()).isEqualTo(400);
        byte[] claimsTooMuch = join(varint(300 << 10), new byte[20 << 10]);
        assertThat(call(FIRST, claimsTooMuch).send().text("detail")).contains("at most 262144 bytes");
        assertThat(call(FIRST, new byte[65 << 10]).send().status()).isEqualTo(413);
    }

    @Test
    void aFullDiskIsUnavailableAndServesAgainByItself(@TempDir Path folder) throws Exception {
        try (FullDisk full = FullDisk.mount(folder.resolve("full"));
                LocalDisk disk = LocalDisk.open(folder.resolve("full"));
                ServerRig rig = new ServerRig(clock -> open(disk, clock));
                TimeSeriesStore store = rig.wiring.samples) {
            ServerRig.Call call = rig.call("POST", "/api/v1/write")
                    .token(rig.token(Set.of(Permission.METRIC_INGEST))).header("Content-Encoding", "snappy")
                    .body(FIRST, compress(first("full_up", now())));
            assertThat(call.send().status()).isEqualTo(204);
            full.fill();
            // The last page of the log has room for some more.
            ServerRig.Answer refused = call.send();
            for (int i = 0; i < 1000 && refused.status() == 204; i++) {
                refused = call.send();
            }
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("5");
            full.makeRoom();
            assertThat(call.send().status()).isEqualTo(204);
            assertThat(store.statistics().samples()).isEqualTo(1);
        }
    }

    private static TimeSeriesStore open(Disk disk, InstantSource clock) {
        try {
            return DurableTimeSeriesStore.open(disk, DurableSettings.defaults(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readingIsNotEnough() {
        ServerRig.Call call = RIG.call("POST", "/api/v1/write").token(RIG.token(Set.of(Permission.METRIC_READ)));
        assertThat(call.header("Content-Encoding", "snappy").body(FIRST, new byte[0]).send().status()).isEqualTo(403);
    }

    @Test
    void aRevokedTokenOpensNothing() {
        ApiTokens.NewToken token = RIG.wiring.access.tokens().create(
                new ApiTokens.Wish("short-lived", Set.of(Permission.METRIC_INGEST), null),
                Set.of(Permission.METRIC_INGEST), ServerRig.TEST);
        byte[] body = compress(first("revoked", now()));
        assertThat(call(FIRST, body).token(token.secret()).send().status()).isEqualTo(204);
        RIG.wiring.access.tokens().revoke(token.token().id(), ServerRig.TEST);
        assertThat(call(FIRST, body).token(token.secret()).send().status()).isEqualTo(401);
    }
}
