package io.binnacle.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.impact.EstateFeed;
import io.binnacle.cmdb.impact.EstateGraph;
import io.binnacle.cmdb.impact.GraphSize;
import io.binnacle.cmdb.impact.ImpactBounds;
import io.binnacle.cmdb.impact.ImpactModel;
import io.binnacle.cmdb.impact.Impacts;
import io.binnacle.cmdb.impact.jdbc.JdbcEstateFeed;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.storage.Database;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.postgres.EmbeddedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jdbi.v3.core.Handle;

/**
 * Loads an {@link Enterprise} into a PostgreSQL of Binnacle's own, starts the graph, asks, and prints a table; beside it the
 * same question as a recursive query. Arguments: folder, where programs of PostgreSQL are unpacked, items, relations.
 */
final class EstateComparison {

    /** PostgreSQL as the program runs it, but that a crash of the machine may lose the load. */
    private static final Map<String, String> FAST_LOAD = Map.of("fsync", "off", "full_page_writes", "off",
            "max_wal_size", "4GB");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int QUESTIONS = 3_000;
    private static final int QUERIES = 100;
    private static final int BATCH = 1_000;
    /** The first is for warming up. */
    private static final int ROUNDS = 3;
    /** What the graph follows too, of the types that the load has. */
    private static final String RECURSIVE = """
        WITH RECURSIVE hit(id) AS (
            SELECT CAST(? AS uuid)
            UNION
            SELECT r.from_id FROM hit JOIN binnacle.relation r ON r.to_id = hit.id
            WHERE r.type IN ('located_in', 'part_of', 'stored_on', 'runs_on', 'connects_to', 'depends_on'))
        SELECT count(*), count(DISTINCT i.ci_class) FROM (SELECT id FROM hit LIMIT 20000) reached
        JOIN binnacle.configuration_item i USING (id)""";

    private final Enterprise enterprise;
    private final Impacts impacts;
    private final Random random = new Random(7);

    private EstateComparison(Enterprise enterprise, Impacts impacts) {
        this.enterprise = enterprise;
        this.impacts = impacts;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path runtime = Path.of(arguments[1]);
        Enterprise enterprise = new Enterprise(1, Integer.parseInt(arguments[2]));
        Instant now = InstantSource.system().instant();
        long began = System.nanoTime();
        try (Database database = Database.open(EmbeddedPostgres.start(folder, runtime, FAST_LOAD), 4,
                new SimpleMeterRegistry());
                Handle handle = database.jdbi().open()) {
            EnterpriseLoad load = new EnterpriseLoad(enterprise, handle.getConnection());
            load.load(Long.parseLong(arguments[3]));
            load.history(enterprise.size() / 10, now);
        }
        System.err.println("loaded into PostgreSQL in " + millis(began) / 1000 + " s");
        try (Database database = Database.open(EmbeddedPostgres.start(folder, runtime), 4,
                new SimpleMeterRegistry())) {
            long before = usedBytes();
            began = System.nanoTime();
            EstateGraph graph = new EstateGraph(ImpactModel.of(CiModelReader::shipped), EstateGraph.Bounds.defaults());
            EstateFeed.Loaded loaded = new JdbcEstateFeed(database.jdbi()).load(graph::builder,
                    now.minus(graph.window()), graph.pastsMax() / 2);
            graph.load(loaded.builder(), loaded.past(), loaded.since());
            long restart = millis(began);
            GraphSize size = graph.size().orElseThrow();
            System.out.printf(Locale.ROOT, "%d items, %d relations, %d former states since %s%n%n", size.items(),
                    size.relations(), size.pasts(), size.remembersFrom());
            System.out.println(
                    "| measure | p50 | p99 | largest | processor time of this thread, p99 |\n|---|---|---|---|---|");
            System.out.printf(Locale.ROOT, "| loading the graph, database running | %.1f s | | | |%n",
                    restart / 1000.0);
            loaded = null;
            System.out.printf(Locale.ROOT,
                    "| memory of the graph: its arrays; the heap's growth | %d MB; %d MB | | | |%n",
                    size.bytes() >> 20, (usedBytes() - before) >> 20);
            EstateComparison comparison = new EstateComparison(enterprise,
                    new Impacts(graph, type -> type.replace('_', ' '), () -> {}));
            comparison.ask(now.minus(Duration.ofHours(24)));
            comparison.query(database);
            JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), InstantSource.system(),
                    new SimpleMeterRegistry());
            comparison.search(cmdb);
            comparison.observe(cmdb);
        }
    }

    private void ask(Instant yesterday) {
        ImpactBounds bounds = ImpactBounds.defaults();
        Consumer<UUID> impact = id -> impacts.impact(List.of(id), bounds, null);
        IntSupplier anyItem = () -> random.nextInt(enterprise.size());
        IntSupplier service = () -> enterprise.first(Enterprise.Kind.BUSINESS)
                + random.nextInt(enterprise.count(Enterprise.Kind.BUSINESS));
        measure("", QUESTIONS, anyItem, impact);
        measure("impact of any item", QUESTIONS, anyItem, impact);
        measure("impact of any rack, site or array", QUESTIONS / 10, () -> random.nextInt(
                enterprise.first(Enterprise.Kind.SERVER)), impact);
        measure("dependencies of any item", QUESTIONS, anyItem, id -> impacts.dependencies(id, bounds, null));
        measure("tree of a service, with health", QUESTIONS, service, id -> impacts.tree(id, bounds, null));
        measure("single points of a service", QUESTIONS / 3, service, id -> impacts.singlePoints(id, bounds, null));
        measure("impact of any item, a day ago", QUESTIONS, anyItem,
                id -> impacts.impact(List.of(id), bounds, yesterday));
        measure("tree of a service, a day ago", QUESTIONS, service, id -> impacts.tree(id, bounds, yesterday));
    }

    private void query(Database database) throws SQLException {
        try (Handle handle = database.jdbi().open();
                PreparedStatement query = handle.getConnection().prepareStatement(RECURSIVE)) {
            measure("the same impact as a recursive query, without redundancy and paths", QUERIES,
                    () -> random.nextInt(enterprise.size()), id -> {
                        try {
                            query.setString(1, id.toString());
                            query.executeQuery().close();
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }

    /** First pages, by what people look for: a name, a part of one, an attribute, a neighbour, what is broken. */
    private void search(JdbcCmdb cmdb) {
        List<IntFunction<String>> searches = List.of(
                item -> "class:" + enterprise.kind(item).ciClass + " lifecycle:in_service",
                item -> "name:" + enterprise.name(item),
                item -> "class:" + enterprise.kind(item).ciClass + " name~" + item % 10_000,
                item -> Integer.toString(item),
                item -> "class:operating_system distribution~debian kernel:6." + item % 97 + ".0",
                item -> "related(name:" + enterprise.name(item) + ")",
                item -> "class:application connects_to(name:" + enterprise.name(
                        enterprise.first(Enterprise.Kind.PROGRAM) + item % enterprise.count(Enterprise.Kind.PROGRAM))
                        + ")",
                item -> "class:" + enterprise.kind(item).ciClass + " -health:ok");
        int[] asked = {0};
        IntSupplier anyItem = () -> {
            asked[0] = random.nextInt(enterprise.size());
            return asked[0];
        };
        int[] next = {0};
        Consumer<UUID> search = id -> cmdb
                .list(ListQuery.of(searches.get(next[0]++ % searches.size()).apply(asked[0])));
        measure("", QUERIES * 2, anyItem, search);
        measure("search with filters, first page", QUERIES * 10, anyItem, search);
        for (IntFunction<String> one : searches) {
            measure("of these: " + one.apply(enterprise.size() / 2), QUERIES, anyItem,
                    id -> cmdb.list(ListQuery.of(one.apply(asked[0]))));
        }
    }

    /** What a hypervisor says of its machines, again and again; one in twenty differs from the last time. */
    private void observe(JdbcCmdb cmdb) {
        int first = enterprise.first(Enterprise.Kind.MACHINE);
        int count = enterprise.count(Enterprise.Kind.MACHINE) / BATCH * BATCH;
        int[] versions = new int[count];
        int changed = 0;
        long began = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round == 1) {
                began = System.nanoTime();
                changed = 0;
            }
            for (int start = 0; start < count; start += BATCH) {
                List<ObservedItem> batch = new ArrayList<>();
                for (int i = start; i < start + BATCH; i++) {
                    versions[i] += round > 0 && random.nextInt(20) == 0 ? 1 : 0;
                    batch.add(new ObservedItem("virtual_machine", enterprise.name(first + i),
                            enterprise.name(first + i), Map.of("power_state", "on", "description",
                                    enterprise.description(first + i, versions[i])),
                            List.of()));
                }
                changed += cmdb.apply(new DiscoveryResult("load", "load", Set.of(), batch, List.of(), List.of()))
                        .changed();
            }
        }
        double observed = (double) count * (ROUNDS - 1);
        System.out.printf(Locale.ROOT,
                "| observations reconciled, of which %.1f %% changed something | %.0f/s | | | |%n",
                100 * changed / observed, observed * 1e9 / (System.nanoTime() - began));
    }

    /** Without a name it is for warming up. */
    private void measure(String what, int times, IntSupplier item, Consumer<UUID> question) {
        double[] millis = new double[times];
        double[] processor = new double[times];
        for (int i = 0; i < times; i++) {
            UUID id = enterprise.id(item.getAsInt());
            long processorBegan = THREADS.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            question.accept(id);
            millis[i] = (System.nanoTime() - began) / 1e6;
            processor[i] = (THREADS.getCurrentThreadCpuTime() - processorBegan) / 1e6;
        }
        Arrays.sort(millis);
        Arrays.sort(processor);
        if (!what.isEmpty()) {
            System.out.printf(Locale.ROOT, "| %s | %.2f ms | %.2f ms | %.1f ms | %.2f ms |%n", what, millis[times / 2],
                    millis[times * 99 / 100], millis[times - 1], processor[times * 99 / 100]);
        }
    }

    private static long millis(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
