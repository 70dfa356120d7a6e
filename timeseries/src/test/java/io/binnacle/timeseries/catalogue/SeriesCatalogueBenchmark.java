package io.binnacle.timeseries.catalogue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.kernel.label.Matcher.Operator;
import io.binnacle.timeseries.disk.LocalDisk;

/**
 * Measures a catalogue, by hand: {@code create <folder> <series>} fills one, prints the cost of creation, of selections
 * and of memory; {@code open <folder>} in a process of its own prints what opening takes when nothing is warm.
 */
final class SeriesCatalogueBenchmark {

    /** About a remote write body. */
    private static final int BATCH = 2000;

    private SeriesCatalogueBenchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        Consumer<String> problems = problem -> {
            throw new Corrupt(problem, null);
        };
        long start = now();
        try (LocalDisk disk = LocalDisk.open(Path.of(arguments[1]));
                SeriesCatalogue catalogue = SeriesCatalogue.open(disk, "series", problems)) {
            if (arguments[0].equals("open")) {
                print("open", now() - start, 1e6, "ms, " + catalogue.size() + " series");
            } else {
                create(catalogue, EstateLabels.of(Integer.parseInt(arguments[2]), 1));
                select(catalogue);
            }
            CatalogueStatistics statistics = catalogue.statistics();
            System.out.printf("%s%n%.2f bytes a series on disk, %.1f in memory, of that %.1f texts%n", statistics,
                    (double) statistics.diskBytes() / statistics.series(),
                    (double) statistics.memoryBytes() / statistics.series(),
                    (double) catalogue.symbolBytes() / statistics.series());
        }
    }

    private static void create(SeriesCatalogue catalogue, List<Labels> series) throws IOException {
        int half = series.size() / 2;
        create(catalogue, series.subList(0, half), "create, first half");
        create(catalogue, series.subList(half, series.size()), "create, second half");
        long start = now();
        int found = 0;
        for (Labels labels : series) {
            found += catalogue.find(labels) >= 0 ? 1 : 0;
        }
        print("find", now() - start, 1e3 * found, "us a series");
        start = now();
        for (int number = 0; number < catalogue.nextSeries(); number++) {
            found += catalogue.labels(number).size();
        }
        print("labels", now() - start, 1e3 * catalogue.size(), "us a series, " + found);
        start = now();
        catalogue.persist();
        print("persist", now() - start, 1e6, "ms");
    }

    private static void create(SeriesCatalogue catalogue, List<Labels> series, String what) {
        long creating = 0;
        long publishing = 0;
        for (int from = 0; from < series.size(); from += BATCH) {
            long start = now();
            for (Labels labels : series.subList(from, Math.min(series.size(), from + BATCH))) {
                catalogue.create(labels);
            }
            long created = now();
            catalogue.publish();
            creating += created - start;
            publishing += now() - created;
        }
        print(what, creating, 1e3 * series.size(), "us a series");
        print("publish", publishing, 1e3 * series.size(), "us a series");
    }

    private static void select(SeriesCatalogue catalogue) {
        Matcher buckets = Matcher.equal("__name__", "http_request_duration_seconds_bucket");
        List<List<Matcher>> selections = List.of(List.of(), List.of(Matcher.equal("__name__", "kube_pod_node")),
                List.of(Matcher.equal("instance", "node-00007.example.org:9100")),
                List.of(buckets, Matcher.equal("service", "service-3"), new Matcher("le", Operator.MATCH, "0.1|1|10")),
                List.of(buckets, new Matcher("env", Operator.NOT_EQUAL, "test")),
                List.of(new Matcher("__name__", Operator.MATCH, "node_.*")),
                List.of(new Matcher("instance", Operator.MATCH, "node-0000[0-9].*"),
                        Matcher.equal("__name__", "node_gauge_1")),
                List.of(new Matcher("pod", Operator.MATCH, "service-1.-[0-9a-f]+-a.*"), buckets),
                List.of(Matcher.equal("job", "app"), Matcher.equal("pod", "")),
                List.of(new Matcher("pod", Operator.MATCH, ".+")),
                List.of(new Matcher("uid", Operator.MATCH, ".*ab.*")));
        for (List<Matcher> selection : selections) {
            long selecting = Long.MAX_VALUE;
            long ordering = Long.MAX_VALUE;
            long found = 0;
            for (int i = 0; i < 30; i++) {
                long start = now();
                SeriesSet set = catalogue.select(selection);
                long selected = now();
                found = set.orderKeys().length;
                selecting = Math.min(selecting, selected - start);
                ordering = Math.min(ordering, now() - selected);
            }
            System.out.printf("%8.3f ms, ordered in %8.3f ms: %d series of %s%n", selecting / 1e6, ordering / 1e6,
                    found, selection);
        }
        long start = now();
        int pods = catalogue.labelValues("pod", catalogue.select(List.of(buckets)), Presence.EVERYWHERE).size();
        print("values", now() - start, 1e6, "ms, " + pods + " pods");
        start = now();
        int names = catalogue.labelNames(catalogue.select(List.of(buckets)), Presence.EVERYWHERE).size();
        print("names", now() - start, 1e6, "ms, " + names + " names");
    }

    /** CPU time of this thread: what else the machine does is not measured. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(String what, long nanos, double per, String unit) {
        System.out.printf("%-20s %9.3f %s%n", what, nanos / per, unit);
    }
}
