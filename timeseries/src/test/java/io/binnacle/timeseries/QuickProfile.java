package io.binnacle.timeseries;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.PromqlLimits;
import io.binnacle.timeseries.promql.QueryResult;

/** Six hours of 1,000 series at 10 s, appended and queried; prints times. Run by hand; a real benchmark comes with JMH. */
final class QuickProfile {

    private static final Instant END = Instant.parse("2026-11-23T12:00:00Z");
    private static final int SERIES = 1000;
    private static final int SAMPLES = 2160;

    private QuickProfile() {
    }

    public static void main(String[] arguments) {
        List<Labels> labels = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            labels.add(Labels.of("__name__", "requests_total", "instance", "host-" + i, "job", "job-" + i % 10));
        }
        try (TimeSeriesStore store = timed("append " + SERIES * SAMPLES + " samples in rounds of " + SERIES,
                () -> filled(labels))) {
            System.out.println(store.statistics());
            PromqlEngine engine = new PromqlEngine(store, PromqlLimits.defaults());
            for (String query : new String[]{"rate(requests_total[5m])", "sum by (job) (rate(requests_total[5m]))",
                    "requests_total", "topk(5, requests_total)"}) {
                for (int round = 0; round < 5; round++) {
                    timed(query + " over 6 h, step 60 s",
                            () -> engine.range(query, END.minus(Duration.ofHours(6)), END, Duration.ofMinutes(1)));
                }
                for (int round = 0; round < 3; round++) {
                    timed(query + " at one instant", () -> engine.instant(query, END));
                }
            }
        }
    }

    private static TimeSeriesStore filled(List<Labels> labels) {
        TimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), () -> END);
        Appender appender = store.appender();
        for (int i = 0; i < SAMPLES; i++) {
            long millis = END.toEpochMilli() - (SAMPLES - 1 - i) * 10_000L;
            for (Labels series : labels) {
                appender.append(series, millis, i * 7.0);
            }
            appender.commit();
        }
        return store;
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        String size = result instanceof QueryResult.Matrix matrix ? ", " + matrix.series().size() + " series" : "";
        System.out.printf("%8.1f ms  %s%s%n", (System.nanoTime() - start) / 1e6, what, size);
        return result;
    }
}
