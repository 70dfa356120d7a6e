package io.binnacle.server;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.BugException;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.Actor;
import io.binnacle.telemetry.export.protobuf.ProtobufWriter;
import org.xerial.snappy.Snappy;

/**
 * Has a server do once, on an empty data directory, what servers do all day: take samples, answer queries, show pages. What
 * the JVM learns by it, classes and which methods are hot, the launcher keeps in the start-up cache; so a server that has
 * just started spends its first minute on work and not on its compilers.
 */
final class Training {

    private static final int HOSTS = 400;
    private static final int SERIES_PER_HOST = 50;
    private static final int SERIES_PER_REQUEST = 2_000;
    private static final int TICKS = 40;
    private static final int TICK_MILLIS = 60_000;
    private static final int QUESTIONS_TIMES = 12;
    private static final int SMALL_QUESTIONS_TIMES = 1_500;

    private static final List<String> PAGES = List.of("overview", "alerts", "incidents", "cis?q=class:server",
            "ci-classes", "ci-changes", "services", "drift", "dashboards", "targets", "samples/cardinality",
            "reconciliation/duplicates", "discovery/runs", "audit", "system", "search?query=training");

    private static final List<String> QUESTIONS = List.of("training_load",
            "training_seconds_total{instance=\"host-7\",cluster=\"training\"}",
            "sum by (mode) (rate(training_seconds_total[5m]))",
            "100 - avg by (instance) (rate(training_seconds_total{mode=\"idle\"}[5m])) * 100",
            "topk(10, sum by (instance) (rate(training_seconds_total{mode!=\"idle\"}[5m])))",
            "histogram_quantile(0.99, sum by (le, region) (rate(training_duration_seconds_bucket[5m])))",
            "sum by (region) (rate(training_seconds_total[5m]) * on (instance) group_left (region) training_info)",
            "1 - sum by (region) (training_load) / sum by (region) (training_info)",
            "sum by (instance) (rate(training_seconds_total{mode=~\"m.*|idle\",instance=~\"host-1.*\"}[5m]))",
            "max_over_time((sum by (region) (rate(training_seconds_total[5m])))[20m:5m])",
            "avg_over_time(training_load[30m])", "quantile_over_time(0.95, training_load[20m])",
            "count by (instance) (training_seconds_total) > 1 and on (instance) training_load > 0",
            "label_replace(training_load, \"host\", \"$1\", \"instance\", \"(.*)\") or training_info",
            "absent(training_nothing)", "predict_linear(training_load[20m], 3600)", "stddev(training_load)");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String secret;
    private final ProtobufWriter request = new ProtobufWriter();
    private final ProtobufWriter series = new ProtobufWriter();
    private final ProtobufWriter part = new ProtobufWriter();

    private Training(Running running) {
        this.url = running.url();
        Set<Permission> all = EnumSet.allOf(Permission.class);
        this.secret = running.wiring().access.tokens()
                .create(new ApiTokens.Wish("training", all, null), all, Actor.system("training")).secret();
    }

    /** On a data directory of its own: what it writes stays there. */
    static void run(Running running) throws InterruptedException {
        Training training = new Training(running);
        try {
            training.write(0, TICKS / 2);
            training.flush("half");
            training.write(TICKS / 2, TICKS);
            // Half of it in blocks, half in memory, as it is most of the time.
            training.ask();
            training.askLittle();
            training.flush("whole");
            training.ask();
        } catch (IOException e) {
            throw new BugException("the server does not answer its training", e);
        }
    }

    private void write(int fromTick, int toTick) throws IOException, InterruptedException {
        long start = (System.currentTimeMillis() / TICK_MILLIS - TICKS) * TICK_MILLIS;
        for (int tick = fromTick; tick < toTick; tick++) {
            for (int first = 0; first < HOSTS * SERIES_PER_HOST; first += SERIES_PER_REQUEST) {
                request.clear();
                for (int one = first; one < first + SERIES_PER_REQUEST; one++) {
                    series(one / SERIES_PER_HOST, one % SERIES_PER_HOST, tick, start + (long) tick * TICK_MILLIS);
                }
                expect(204, send(HttpRequest.newBuilder(URI.create(url + "/api/v1/write"))
                        .header("Content-Type", "application/x-protobuf").header("Content-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                        .POST(BodyPublishers.ofByteArray(Snappy.compress(request.copy())))));
            }
        }
    }

    /** A snapshot holds all samples in blocks: so those are written, merged and then read, too, as they are after hours. */
    private void flush(String snapshot) throws IOException, InterruptedException {
        expect(201, send(HttpRequest.newBuilder(URI.create(url + "/api/v1/samples/snapshots"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"" + snapshot + "\"}"))));
    }

    /** A counter of CPU modes, a histogram's buckets, a gauge and an info metric for each host. */
    private void series(int host, int which, int tick, long millis) {
        series.clear();
        String name = switch (which) {
            case 0 -> "training_load";
            case 1 -> "training_info";
            default -> which < 30 ? "training_seconds_total" : "training_duration_seconds_bucket";
        };
        label("__name__", name);
        label("cluster", "training");
        label("instance", "host-" + host);
        label("job", "node");
        double value;
        if (which < 2) {
            label("region", "region-" + host % 8);
            value = which == 0 ? 1 + Math.sin(tick + host) : 1;
        } else if (which < 30) {
            label("cpu", Integer.toString(which / 8));
            label("mode", which % 8 == 0 ? "idle" : "m" + which % 8);
            value = tick * (0.25 + which) * 7.5 + host;
        } else {
            label("le", which == SERIES_PER_HOST - 1 ? "+Inf" : Double.toString(0.005 * (which - 29)));
            label("region", "region-" + host % 8);
            value = (double) tick * (which - 29);
        }
        part.clear();
        part.float64(1, value);
        part.varint(2, millis);
        series.message(2, part);
        request.message(1, series);
    }

    private void label(String name, String value) {
        part.clear();
        part.text(1, name);
        part.text(2, value);
        series.message(1, part);
    }

    private void ask() throws IOException, InterruptedException {
        long end = System.currentTimeMillis() / 1000;
        long start = end - TimeUnit.MINUTES.toSeconds(TICKS);
        for (int time = 0; time < QUESTIONS_TIMES; time++) {
            for (String question : QUESTIONS) {
                String query = "query=" + URLEncoder.encode(question, StandardCharsets.UTF_8);
                get("query_range?" + query + "&start=" + start + "&end=" + end + "&step=" + (15 + time));
                get("query?" + query + "&time=" + end);
            }
            String range = "start=" + start + "&end=" + end;
            get("labels");
            get("label/instance/values?" + range);
            get("series?match%5B%5D=training_load&" + range);
            for (String page : PAGES) {
                get(page);
            }
        }
    }

    /** What is to be answered within a millisecond: here the way to the answer and back is most of the work. */
    private void askLittle() throws IOException, InterruptedException {
        long end = System.currentTimeMillis() / 1000;
        String range = "start=" + (end - TimeUnit.MINUTES.toSeconds(TICKS)) + "&end=" + end;
        String few = URLEncoder.encode("training_load{instance=~\"host-1.\"}", StandardCharsets.UTF_8);
        for (int time = 0; time < SMALL_QUESTIONS_TIMES; time++) {
            get("query_range?query=" + few + "&step=60&" + range);
            get("query?query=" + few + "&time=" + end);
            get("label/instance/values?" + range);
        }
    }

    private void get(String path) throws IOException, InterruptedException {
        expect(200, send(HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        return client.send(builder.header("Authorization", "Bearer " + secret).build(), BodyHandlers.ofByteArray());
    }

    private static void expect(int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw new BugException(String.format(Locale.ROOT, "training: %s answered %d: %s", answer.uri(),
                    answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8)));
        }
    }
}
