package io.binnacle.cmdb.impact;

import java.util.List;

/**
 * The edges of the nodes of one block in one direction, without gaps: those of node n stand from {@code starts[n]} to
 * {@code starts[n + 1]}. Immutable once it is made.
 */
final class Adjacency {

    private static final int ABSENT = -1;

    private final int[] starts;
    private final int[] others;
    private final char[] kinds;

    Adjacency(int[] starts, int[] others, char[] kinds) {
        this.starts = starts;
        this.others = others;
        this.kinds = kinds;
    }

    int[] starts() {
        return starts;
    }

    int[] others() {
        return others;
    }

    char[] kinds() {
        return kinds;
    }

    /** One edge that is from now on of that kind, or absent. */
    record Edit(int node, int other, int kind, String type) {

        static Edit absent(int node, int other, String type) {
            return new Edit(node, other, ABSENT, type);
        }
    }

    static Adjacency empty(int nodes) {
        return new Adjacency(new int[nodes + 1], new int[0], new char[0]);
    }

    int size() {
        return others.length;
    }

    /** Something of the node's first edge: reading it brings its neighbours too. */
    int readFirst(int node) {
        int edge = starts[node];
        return edge < others.length ? others[edge] + kinds[edge] : 0;
    }

    long bytes() {
        return 64 + 4L * starts.length + 6L * others.length;
    }

    /** Room for as many edges a node as told; filled by the caller before anybody else sees it. */
    static Adjacency ofCounts(int[] counts, int from, int nodes) {
        int[] starts = new int[nodes + 1];
        for (int node = 0; node < nodes; node++) {
            starts[node + 1] = starts[node] + counts[from + node];
        }
        return new Adjacency(starts, new int[starts[nodes]], new char[starts[nodes]]);
    }

    /** The same with as many nodes as told, at least the old ones, and with the edits, of which a later one counts more. */
    Adjacency edited(int nodes, List<Edit> edits, Interned<EdgeKind> words) {
        boolean[] touched = new boolean[nodes];
        edits.forEach(edit -> touched[edit.node()] = true);
        int[] newStarts = new int[nodes + 1];
        Edges all = new Edges();
        Edges own = new Edges();
        for (int node = 0; node < nodes; node++) {
            own.clear();
            if (node < starts.length - 1) {
                for (int edge = starts[node]; edge < starts[node + 1]; edge++) {
                    own.add(others[edge], kinds[edge], true);
                }
            }
            if (touched[node]) {
                for (Edit edit : edits) {
                    if (edit.node() == node) {
                        apply(edit, own, words);
                    }
                }
            }
            for (int edge = 0; edge < own.size(); edge++) {
                all.add(own.other(edge), own.kind(edge), true);
            }
            newStarts[node + 1] = all.size();
        }
        int[] newOthers = new int[all.size()];
        char[] newKinds = new char[all.size()];
        for (int edge = 0; edge < all.size(); edge++) {
            newOthers[edge] = all.other(edge);
            newKinds[edge] = (char) all.kind(edge);
        }
        return new Adjacency(newStarts, newOthers, newKinds);
    }

    private static void apply(Edit edit, Edges edges, Interned<EdgeKind> words) {
        for (int edge = 0; edge < edges.size(); edge++) {
            if (edges.other(edge) == edit.other() && words.get(edges.kind(edge)).type().equals(edit.type())) {
                if (edit.kind() == ABSENT) {
                    edges.remove(edge);
                } else {
                    edges.setKind(edge, edit.kind());
                }
                return;
            }
        }
        if (edit.kind() != ABSENT) {
            edges.add(edit.other(), edit.kind(), true);
        }
    }
}
