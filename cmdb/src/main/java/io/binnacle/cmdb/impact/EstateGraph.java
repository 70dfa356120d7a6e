package io.binnacle.cmdb.impact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * The whole estate in memory: items as nodes, relations as compressed adjacency, and what they were before for a window of
 * time. One thread writes; any number read, each a whole snapshot, and none waits for another.
 */
public final class EstateGraph {

    /**
     * What is remembered.
     *
     * @param window for how long changes are remembered
     * @param pastsMax how many at most; the oldest go first, and the window is shorter then
     */
    public record Bounds(Duration window, int pastsMax) {

        /** A day and two hours, so that yesterday at this time is in it; a million entries take about 64 MB. */
        public static Bounds defaults() {
            return new Bounds(Duration.ofHours(26), 1_000_000);
        }
    }

    private final ImpactModel model;
    private final Bounds bounds;
    private volatile @Nullable EstateSnapshot snapshot;
    private final AtomicLong revision = new AtomicLong();
    private final @Nullable EstateArchive archive;

    /** One that refuses instants from before what it remembers. */
    public EstateGraph(ImpactModel model, Bounds bounds) {
        this.model = model;
        this.bounds = bounds;
        this.archive = null;
    }

    /** @param feed where the estate of an instant is taken from that is older than what the graph remembers */
    public EstateGraph(ImpactModel model, Bounds bounds, EstateFeed feed) {
        this.model = model;
        this.bounds = bounds;
        this.archive = new EstateArchive(feed, this::builder);
    }

    /** Takes the estate anew; readers see the old one until {@link #load}. */
    public EstateBuilder builder(int itemsExpected) {
        return new EstateBuilder(Vocabulary.of(model), itemsExpected);
    }

    /**
     * Serves what the builder took from now on.
     *
     * @param past what happened since that instant, oldest first; all of it is in what the builder took
     */
    public void load(EstateBuilder builder, List<EstateChange> past, Instant since) {
        snapshot = bounded(EstateEdit.remember(builder.build(since.toEpochMilli()), past, since.toEpochMilli()), null);
        revision.incrementAndGet();
    }

    /**
     * What happened next, oldest first: readers see all of it or nothing. The graph must be loaded.
     *
     * @return false when it cannot be applied and the estate must be loaded anew: an item got another class
     */
    public boolean apply(List<EstateChange> changes, Instant now) {
        EstateSnapshot before = current();
        if (EstateEdit.changesClass(changes)) {
            return false;
        }
        if (!changes.isEmpty()) {
            snapshot = bounded(EstateEdit.apply(before, changes), now);
            revision.incrementAndGet();
        }
        return true;
    }

    /** A window that is one sixteenth too long is let be, for making it shorter goes through all of the past. */
    private EstateSnapshot bounded(EstateSnapshot made, @Nullable Instant now) {
        EstateSnapshot result = made;
        if (now != null) {
            long oldest = now.minus(bounds.window()).toEpochMilli();
            if (result.historyFromMillis() < oldest - bounds.window().toMillis() / 16) {
                result = PastWindow.keep(result, oldest);
            }
        }
        if (result.pasts() > bounds.pastsMax()) {
            result = PastWindow.keepNewest(result, bounds.pastsMax() * 3L / 4);
        }
        return result;
    }

    /** Another number whenever readers see another estate. */
    public long revision() {
        return revision.get();
    }

    /** For how long changes are remembered at most. */
    public Duration window() {
        return bounds.window();
    }

    /** How many former states are remembered at most; a change of a relation makes two. */
    public int pastsMax() {
        return bounds.pastsMax();
    }

    /** The estate as it is now. */
    EstateSnapshot current() {
        EstateSnapshot current = snapshot;
        if (current == null) {
            throw new Unavailable("the graph of the estate is being loaded");
        }
        return current;
    }

    /** The estate as it was at that instant; from before what the graph remembers without its health, and slower. */
    EstateView asOf(Instant at) {
        EstateSnapshot current = current();
        if (at.toEpochMilli() >= current.historyFromMillis()) {
            return new AsOfView(current, at.toEpochMilli());
        }
        if (archive == null) {
            throw new InvalidInput("asOf",
                    "an instant from " + Instant.ofEpochMilli(current.historyFromMillis())
                            + " on, as far as the graph remembers",
                    at);
        }
        return archive.at(at);
    }

    /** What the graph takes and holds; empty while it is not loaded. */
    public Optional<GraphSize> size() {
        EstateSnapshot current = snapshot;
        return current == null
                ? Optional.empty()
                : Optional.of(new GraphSize(current.count(), current.relations(), current.bytes(), current.pasts(),
                        Instant.ofEpochMilli(current.historyFromMillis())));
    }

    /** How many items there are of each class and relations of each type, for comparing with the database. */
    public Census census() {
        EstateSnapshot current = current();
        Map<String, Long> items = new TreeMap<>();
        Map<String, Long> relations = new TreeMap<>();
        for (NodeBlock block : current.blocks()) {
            for (int facet : block.facets()) {
                ItemFacet known = current.words().facets().get(facet);
                if (known.exists()) {
                    items.merge(known.ciClass(), 1L, Long::sum);
                }
            }
            for (char kind : block.out().kinds()) {
                relations.merge(current.kind(kind).type(), 1L, Long::sum);
            }
        }
        return new Census(items, relations);
    }
}
