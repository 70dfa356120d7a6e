package io.binnacle.telemetry.remotestore;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.fetch.Fetcher;
import io.binnacle.telemetry.scrape.fetch.OpenBody;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The other server: asks it, measures that, and knows how the last question went. Any number of threads. */
final class RemoteServer implements AutoCloseable {

    /** For tokens of OAuth 2; answers are read as they come. */
    private static final long MEMORY_BYTES = 4L << 20;
    /** How long a question that failed says something of now, when nobody asks again. */
    private static final long PROBLEM_MILLIS = 300_000;
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    private final RemoteStoreSettings settings;
    private final InstantSource clock;
    private final Fetcher fetcher;
    private final Timer reads;
    private final Counter failures;
    private volatile Problem problem = new Problem("", Long.MIN_VALUE);

    private record Problem(String why, long sinceMillis) {}

    /** Reads an answer's body, whole or as far as it needs. */
    interface BodyReader {

        void read(InputStream body) throws IOException;
    }

    private interface Opening {

        OpenBody open() throws IOException;
    }

    /** A field of a form. */
    record Field(String name, String value) {}

    RemoteServer(RemoteStoreSettings settings, InstantSource clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
        this.fetcher = new Fetcher(settings.http(), new FetchMemory(MEMORY_BYTES));
        this.reads = meters.timer("binnacle.remote.store.read.duration");
        this.failures = meters.counter("binnacle.remote.store.reads.failed");
    }

    /** The address as people may see it: without who asks. */
    String shown() {
        String text = settings.url().toString();
        String user = settings.url().getRawUserInfo();
        return user == null ? text : text.replace(user + "@", "");
    }

    /** What went wrong with the last question; empty when nothing did, or nobody has asked for a while. */
    String problem() {
        Problem last = problem;
        return clock.millis() - PROBLEM_MILLIS > last.sinceMillis() ? "" : last.why();
    }

    /** Sends those fields as a form, as for {@link #ask}. */
    void askForm(String path, List<Field> fields, BodyReader reader) {
        ask(path, FORM, joined(fields).getBytes(StandardCharsets.US_ASCII), reader);
    }

    private static String joined(List<Field> fields) {
        return fields.stream().map(field -> encoded(field.name()) + "=" + encoded(field.value()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Sends that and has the answer read.
     *
     * @param path behind the server's address
     * @throws Unavailable it does not answer, not in time, or not with what was asked for
     */
    void ask(String path, Map<String, String> headers, byte[] sent, BodyReader reader) {
        answer(() -> fetcher.open(question(path, headers), sent, settings.bounds().patience()), reader);
    }

    /** As {@link #ask}, without a body. */
    void get(String path, List<Field> fields, BodyReader reader) {
        answer(() -> fetcher.open(question(path + "?" + joined(fields), Map.of()), settings.bounds().patience()),
                reader);
    }

    private Fetcher.Question question(String path, Map<String, String> headers) {
        URI uri = URI.create(settings.url().toString().replaceFirst("/+$", "") + path);
        return new Fetcher.Question(uri, headers, settings.bounds().patience(), false, 0, 0);
    }

    private void answer(Opening opening, BodyReader reader) {
        long begun = System.nanoTime();
        try (OpenBody body = opening.open()) {
            reader.read(body.in());
            problem = new Problem("", Long.MIN_VALUE);
        } catch (IOException e) {
            throw failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (Unavailable e) {
            throw failed(String.valueOf(e.getMessage()), e);
        } finally {
            reads.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    private Unavailable failed(String why, Exception cause) {
        failures.increment();
        problem = new Problem(why, clock.millis());
        return new Unavailable("samples older than " + settings.recent().toMinutes() + " minutes are in " + shown()
                + ", which cannot be read: " + why, cause);
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
