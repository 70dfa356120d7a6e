package io.binnacle.cmdb.servicemap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.kernel.time.Beat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what traces tell into relations {@code connects_to}: once a minute it says, as the source {@code traces}, which calls
 * were seen within the window. So evidence is renewed while calls go on, and ends by the rules that hold for all connections
 * when they stop. A name that no item has, or several have, makes no relation: a wrong edge is worse than none.
 */
public final class TraceEdges implements ServiceEdges, AutoCloseable {

    /** Finds the items that programs of these names are; never null, absent where there is none. */
    @FunctionalInterface
    public interface Names {
        Map<String, List<ItemRef>> find(Collection<String> names);
    }

    static final String SOURCE = "traces";
    static final String TYPE = "connects_to";

    private static final Logger LOG = LoggerFactory.getLogger(TraceEdges.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofHours(1);
    /** More pairs than an estate of some thousand services has. */
    private static final int EDGES_MAX = 50_000;
    /** A call was seen, but that a name is that item is only likely. */
    private static final double SURENESS = 0.9;

    private record Pair(String caller, String callee) implements Comparable<Pair> {

        @Override
        public int compareTo(Pair other) {
            int byCaller = caller.compareTo(other.caller);
            return byCaller != 0 ? byCaller : callee.compareTo(other.callee);
        }
    }

    private final Cmdb cmdb;
    private final Names names;
    private final InstantSource clock;
    private final Counter dropped;
    private final AtomicInteger unresolved = new AtomicInteger();
    private final Map<Pair, Instant> seen = new TreeMap<>();
    private final Beat beat;

    public TraceEdges(Cmdb cmdb, Names names, InstantSource clock, MeterRegistry meters) {
        this.cmdb = cmdb;
        this.names = names;
        this.clock = clock;
        this.beat = new Beat("trace-edges", EVERY, Duration.ZERO, clock, (due, late) -> beat());
        this.dropped = Counter.builder("binnacle.service.edges.dropped")
                .description("Calls between programs that did not fit").register(meters);
        Gauge.builder("binnacle.service.edges.unresolved", unresolved, AtomicInteger::get)
                .description("Calls between programs of which an end is no item, or several").register(meters);
    }

    /** Begins to tell once a minute. */
    public void start() {
        beat.start();
    }

    @Override
    public synchronized void seen(List<Edge> edges) {
        for (Edge edge : edges) {
            Pair pair = new Pair(edge.caller().strip(), edge.callee().strip());
            boolean whole = !pair.caller().isEmpty() && !pair.callee().isEmpty() && edge.calls() > 0;
            if (whole && (seen.size() < EDGES_MAX || seen.containsKey(pair))) {
                seen.merge(pair, edge.seenAt(), (one, other) -> one.isAfter(other) ? one : other);
            } else {
                dropped.increment();
            }
        }
    }

    private void beat() {
        try {
            tell();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("calls from traces could not be told, it is tried again");
        }
    }

    /** Tells now. By one thread at a time; tests call it instead of {@link #start}. */
    public void tell() {
        Instant oldest = clock.instant().minus(WINDOW);
        List<Pair> pairs;
        synchronized (this) {
            seen.values().removeIf(at -> at.isBefore(oldest));
            pairs = List.copyOf(seen.keySet());
        }
        Set<String> wanted = new HashSet<>();
        pairs.forEach(pair -> wanted.addAll(List.of(pair.caller(), pair.callee())));
        Map<String, List<ItemRef>> found = names.find(wanted);
        List<ObservedRelation> relations = new ArrayList<>();
        int unknown = 0;
        for (Pair pair : pairs) {
            List<ItemRef> from = found.getOrDefault(pair.caller(), List.of());
            List<ItemRef> to = found.getOrDefault(pair.callee(), List.of());
            boolean clear = from.size() == 1 && to.size() == 1 && !from.equals(to)
                    && cmdb.model().allows(from.getFirst().ciClass(), TYPE, to.getFirst().ciClass());
            if (clear) {
                relations.add(new ObservedRelation(from.getFirst(), TYPE, to.getFirst(), Map.of()));
            } else {
                unknown++;
            }
        }
        unresolved.set(unknown);
        cmdb.apply(new DiscoveryResult(SOURCE, SOURCE, callers(), List.of(), relations, List.of()), SURENESS,
                Instant.MAX);
    }

    /** Of these classes everything is told: a call that is not told any more has stopped. */
    private Set<String> callers() {
        Set<String> classes = new HashSet<>();
        cmdb.model().classes().stream().filter(CiClass::concrete)
                .filter(each -> cmdb.model().isA(each.name(), "application")
                        || cmdb.model().isA(each.name(), "workload"))
                .forEach(each -> classes.add(each.name()));
        return classes;
    }

    @Override
    public void close() {
        beat.close();
    }
}
