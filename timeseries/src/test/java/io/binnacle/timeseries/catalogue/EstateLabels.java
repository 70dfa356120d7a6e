package io.binnacle.timeseries.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import io.binnacle.kernel.label.Labels;

/**
 * Label sets of an estate as exporters name it: one host in seven entities, the rest pods; some ten labels a series, many
 * shared by all series of an entity, a few by nobody else. For measurements and tests that want realistic proportions.
 */
final class EstateLabels {

    private static final String[] REGIONS = {"eu-north", "eu-south", "us-west"};
    private static final String[] BOUNDS = {"0.01", "0.05", "0.1", "0.5", "1", "5", "10", "30", "60", "+Inf"};

    private final Random random;
    private final Consumer<Labels> sink;
    private int left;

    private EstateLabels(int series, long seed, Consumer<Labels> sink) {
        this.random = new Random(seed);
        this.sink = sink;
        this.left = series;
    }

    /** All different. */
    static List<Labels> of(int series, long seed) {
        List<Labels> all = new ArrayList<>(series);
        EstateLabels estate = new EstateLabels(series, seed, all::add);
        for (int entity = 0; estate.left > 0; entity++) {
            if (entity % 7 == 0) {
                estate.host(entity);
            } else {
                estate.pod(entity);
            }
        }
        return all;
    }

    private void add(String metric, Labels.Builder entity, String... more) {
        if (left == 0) {
            return;
        }
        left--;
        entity.set("__name__", metric);
        for (int i = 0; i < more.length; i += 2) {
            entity.set(more[i], more[i + 1]);
        }
        sink.accept(entity.build());
        for (int i = 0; i < more.length; i += 2) {
            entity.set(more[i], "");
        }
    }

    private void host(int entity) {
        Labels.Builder host = Labels.empty().toBuilder().set("cluster", "k" + entity % 8).set("site", "s" + entity % 3)
                .set("env", entity % 4 == 0 ? "test" : "live")
                .set("instance", "node-%05d.example.org:9100".formatted(entity))
                .set("job", "node").set("row", "row-" + entity % 24).set("region", REGIONS[entity % 3])
                .set("owner", "team-" + entity % 5);
        for (int cpu = 0; cpu < 8; cpu++) {
            for (String mode : new String[]{"idle", "user", "system", "iowait", "irq", "softirq", "nice", "steal"}) {
                add("node_cpu_seconds_total", host, "cpu", String.valueOf(cpu), "mode", mode);
            }
        }
        for (int i = 0; i < 60; i++) {
            add("node_gauge_" + i, host);
        }
        for (int device = 0; device < 8; device++) {
            for (int i = 0; i < 8; i++) {
                add("node_device_" + i + "_total", host, "device", "dev" + device);
            }
        }
        for (int mount = 0; mount < 6; mount++) {
            for (int i = 0; i < 4; i++) {
                add("node_filesystem_" + i, host, "device", "/dev/vg/" + mount, "fstype", "xfs", "mountpoint",
                        "/m" + mount);
            }
        }
    }

    private void pod(int entity) {
        String service = "service-" + entity / 4 % 60;
        String pod = service + "-" + Long.toHexString(random.nextLong(1L << 36)) + "-"
                + Integer.toHexString(random.nextInt(1 << 20));
        Labels.Builder base = Labels.empty().toBuilder().set("cluster", "k" + entity % 8)
                .set("env", entity % 4 == 0 ? "test" : "live").set("namespace", "space-" + entity / 12 % 20)
                .set("pod", pod)
                .set("region", REGIONS[entity % 3]);
        Labels.Builder state = base.build().toBuilder().set("instance", "state:8080").set("job", "kube-state")
                .set("uid", Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
        Labels.Builder app = base.build().toBuilder().set("container", "main")
                .set("image", "images.example.org/" + service + ":1." + entity % 9)
                .set("instance", "10.%d.%d.%d:8080".formatted(entity % 8, entity >> 8 & 255, entity & 255))
                .set("job", "app");
        for (int i = 0; i < 12; i++) {
            add("container_" + i + "_total", app);
        }
        for (String phase : new String[]{"Running", "Pending", "Failed", "Succeeded", "Unknown"}) {
            add("kube_pod_phase", state, "phase", phase);
        }
        add("kube_pod_node", state, "node", "node-%05d.example.org".formatted(entity / 7 * 7));
        app.set("service", service);
        for (String handler : new String[]{"/orders/:id", "/search"}) {
            for (String bound : BOUNDS) {
                add("http_request_duration_seconds_bucket", app, "handler", handler, "le", bound);
            }
            add("http_request_duration_seconds_count", app, "handler", handler);
            add("http_request_duration_seconds_sum", app, "handler", handler);
            for (String code : new String[]{"200", "404", "500"}) {
                add("http_requests_total", app, "handler", handler, "code", code);
            }
        }
        for (int i = 0; i < 6; i++) {
            add("runtime_" + i, app);
        }
    }
}
