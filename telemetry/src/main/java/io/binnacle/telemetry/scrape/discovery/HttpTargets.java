package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.fetch.Fetched;
import io.binnacle.telemetry.scrape.fetch.Fetcher;

/** Targets that a server tells by HTTP, as JSON. */
final class HttpTargets implements TargetSource {

    /** Lists of ten thousand targets have some megabytes. */
    private static final int BYTES_MAX = 64 << 20;
    private static final int BYTES_EXPECTED = 16 << 10;

    private final DiscoverySettings.Http settings;
    private final Fetcher fetcher;

    HttpTargets(DiscoverySettings.Http settings, FetchMemory memory) {
        this.settings = settings;
        this.fetcher = new Fetcher(settings.http(), memory);
    }

    @Override
    public List<TargetGroup> discover() throws IOException {
        Duration refresh = settings.refresh();
        Map<String, String> headers = Map.of("Accept", "application/json", "X-Prometheus-Refresh-Interval-Seconds",
                Double.toString(refresh.toMillis() / 1000.0));
        try (Fetched body = fetcher.fetch(new Fetcher.Question(settings.url(), headers, refresh, true, BYTES_MAX,
                BYTES_EXPECTED))) {
            if (!body.contentType().toLowerCase(Locale.ROOT).strip().startsWith("application/json")) {
                throw new IOException("unsupported content type \"" + body.contentType() + "\"");
            }
            String text = new String(body.bytes(), 0, body.size(), StandardCharsets.UTF_8);
            String source = settings.url().toString();
            return new ArrayList<>(TargetList.ofJson(source, text, Map.of("__meta_url", source)));
        }
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
