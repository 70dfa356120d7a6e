package io.binnacle.cmdb.impact;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The nodes that a search reached, by slot, each with the edge over which it was reached. Slots of the nodes that the search
 * began with come first. A node may first be reached by degradation and later by failure; both are kept, for what was reached
 * in one step must not depend on the order within it. For one thread.
 */
final class Reach {

    private static final int NONE = -1;
    /** As many as memory answers at once, and more, for some are near already. */
    static final int AHEAD = 32;

    private final EstateView view;
    private final NodeSet nodes = new NodeSet();
    /** By slot, for they are asked for again and again, and nodes lie far from each other. */
    private ItemFacet[] facets = new ItemFacet[64];
    private final Track touched = new Track();
    private final Track failed = new Track();
    private boolean truncated;
    private final int[] ahead = new int[AHEAD];
    /** What was read ahead; kept so that the compiler does not leave the reading out. */
    @SuppressWarnings("unused")
    private int read;

    /** How nodes got into one state, by slot. */
    private static final class Track {

        private int[] level = filled(64);
        private int[] cause = new int[64];
        private int[] kind = new int[64];
        private boolean[] outgoing = new boolean[64];

        private static int[] filled(int size) {
            int[] levels = new int[size];
            Arrays.fill(levels, NONE);
            return levels;
        }

        void makeRoom(int slot) {
            if (slot == level.length) {
                level = Arrays.copyOf(level, slot * 2);
                Arrays.fill(level, slot, slot * 2, NONE);
                cause = Arrays.copyOf(cause, slot * 2);
                kind = Arrays.copyOf(kind, slot * 2);
                outgoing = Arrays.copyOf(outgoing, slot * 2);
            }
        }
    }

    Reach(EstateView view) {
        this.view = view;
    }

    EstateView view() {
        return view;
    }

    int size() {
        return nodes.size();
    }

    int node(int slot) {
        return nodes.node(slot);
    }

    int slot(int node) {
        return nodes.slot(node);
    }

    /** Reads the nodes of slots ahead that are looked at next, of which there are at most {@link #AHEAD}. */
    void readAhead(IntUnaryOperator slots, int count) {
        for (int i = 0; i < count; i++) {
            ahead[i] = node(slots.applyAsInt(i));
        }
        read += view.readAhead(ahead, 0, count);
    }

    ItemFacet facet(int slot) {
        return facets[slot];
    }

    boolean isTruncated() {
        return truncated;
    }

    void truncate() {
        truncated = true;
    }

    /** Adds a node with which the search begins. */
    int begin(int node) {
        int slot = add(node);
        failed.level[slot] = 0;
        failed.cause[slot] = NONE;
        return slot;
    }

    int add(int node) {
        return add(node, view.facet(node));
    }

    int add(int node, ItemFacet facet) {
        int slot = nodes.add(node);
        if (slot == facets.length) {
            facets = Arrays.copyOf(facets, slot * 2);
        }
        facets[slot] = facet;
        touched.makeRoom(slot);
        failed.makeRoom(slot);
        return slot;
    }

    /**
     * Takes an edge as the way to a node, if it is the first way to that state or the better one of the same step.
     *
     * @param down whether the node is down by it, otherwise it is only touched
     * @param level the step that the node is reached in
     */
    void reach(int slot, boolean down, int level, int from, Edges edges, int edge) {
        Track track = down ? failed : touched;
        if (track.level[slot] == NONE || (track.level[slot] == level && isBetter(track, slot, from, edges, edge))) {
            track.level[slot] = level;
            track.cause[slot] = from;
            track.kind[slot] = edges.kind(edge);
            track.outgoing[slot] = edges.outgoing(edge);
        }
    }

    /** The answer must not depend on the order in which the estate was loaded. */
    private boolean isBetter(Track track, int slot, int from, Edges edges, int edge) {
        int kind = edges.kind(edge);
        if (kind != track.kind[slot]) {
            int byType = view.kind(kind).type().compareTo(view.kind(track.kind[slot]).type());
            if (byType != 0) {
                return byType < 0;
            }
        }
        int cause = track.cause[slot];
        int byCause = Long.compare(view.idHigh(node(from)), view.idHigh(node(cause)));
        if (byCause == 0 && from != cause) {
            byCause = view.id(node(from)).compareTo(view.id(node(cause)));
        }
        return byCause != 0 ? byCause < 0 : edges.outgoing(edge) && !track.outgoing[slot];
    }

    boolean isDown(int slot) {
        return failed.level[slot] != NONE;
    }

    /** Whether it was down by the end of that step. */
    boolean isDownBy(int slot, int level) {
        return failed.level[slot] != NONE && failed.level[slot] <= level;
    }

    /** Whether it got into a state in that very step. */
    boolean isOf(int slot, int level) {
        return failed.level[slot] == level || touched.level[slot] == level;
    }

    /** In which step the node got into its state. */
    int level(int slot) {
        return track(slot).level[slot];
    }

    /** The slot from which it was reached; negative for one that the search began with. */
    int cause(int slot) {
        return track(slot).cause[slot];
    }

    EdgeKind kind(int slot) {
        return view.kind(track(slot).kind[slot]);
    }

    /** Whether the relation starts at the cause. */
    boolean outgoing(int slot) {
        return track(slot).outgoing[slot];
    }

    private Track track(int slot) {
        return isDown(slot) ? failed : touched;
    }
}
