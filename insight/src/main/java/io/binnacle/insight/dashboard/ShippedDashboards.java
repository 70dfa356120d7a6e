package io.binnacle.insight.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.error.BugException;

/** The dashboards that come with the program, read from the class path once they are asked for. */
public final class ShippedDashboards {

    private static final List<String> IDS = List.of("host", "jvm", "kubernetes", "nginx", "node-exporter",
            "postgresql");

    private final List<Dashboard> all;

    private ShippedDashboards(List<Dashboard> all) {
        this.all = all;
    }

    public static ShippedDashboards read() {
        return new ShippedDashboards(IDS.stream().map(ShippedDashboards::read)
                .sorted(Comparator.comparing(dashboard -> dashboard.content().title())).toList());
    }

    /** By title. */
    public List<Dashboard> all() {
        return all;
    }

    public Optional<Dashboard> find(String id) {
        return all.stream().filter(dashboard -> dashboard.id().equals(id)).findFirst();
    }

    private static Dashboard read(String id) {
        String name = "/dashboards/" + id + ".json";
        try (InputStream json = ShippedDashboards.class.getResourceAsStream(name)) {
            if (json == null) {
                throw new BugException("the class path has no " + name);
            }
            DashboardContent content = DashboardJson.read(json, name);
            ContentCheck.check(content);
            return new Dashboard(id, true, 1, null, null, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
