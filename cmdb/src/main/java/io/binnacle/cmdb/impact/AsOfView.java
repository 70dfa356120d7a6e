package io.binnacle.cmdb.impact;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The estate as it was: the snapshot, with what happened since taken back, node by node as they are asked for. What did not
 * change costs nothing.
 */
record AsOfView(EstateSnapshot now, long atMillis) implements EstateView {

    @Override
    public int find(UUID id) {
        return now.find(id);
    }

    @Override
    public UUID id(int node) {
        return now.id(node);
    }

    @Override
    public long idHigh(int node) {
        return now.idHigh(node);
    }

    @Override
    public int readAhead(int[] nodes, int from, int to) {
        return now.readAhead(nodes, from, to);
    }

    @Override
    public ItemFacet facet(int node) {
        Past.OfItem past = itemPast(node);
        return past == null ? now.facet(node) : now.words().facets().get(past.facet());
    }

    @Override
    public String name(int node) {
        Past.OfItem past = itemPast(node);
        return past == null ? now.name(node) : past.name();
    }

    /** The first change of the item after the instant: what it was before that is what it was then. */
    private Past.@Nullable OfItem itemPast(int node) {
        Past.OfItem first = null;
        for (Past past = newest(node); past != null; past = past.previous()) {
            if (past.atMillis() > atMillis && past instanceof Past.OfItem item) {
                first = item;
            }
        }
        return first;
    }

    @Override
    public EdgeKind kind(int number) {
        return now.kind(number);
    }

    @Override
    public boolean isService(ItemFacet facet) {
        return now.isService(facet);
    }

    @Override
    public void dependents(int node, Edges into) {
        now.dependents(node, into);
        undo(node, true, into);
    }

    @Override
    public void dependencies(int node, Edges into) {
        now.dependencies(node, into);
        undo(node, false, into);
    }

    private void undo(int node, boolean dependents, Edges into) {
        for (Past past = newest(node); past != null; past = past.previous()) {
            if (past.atMillis() > atMillis && past instanceof Past.OfEdge edge
                    && now.kind(edge.kind()).reachesOther(dependents == edge.outgoing())) {
                undo(edge, into);
            }
        }
    }

    private void undo(Past.OfEdge past, Edges into) {
        for (int edge = 0; edge < into.size(); edge++) {
            if (into.other(edge) == past.other() && into.outgoing(edge) == past.outgoing()
                    && now.kind(into.kind(edge)).type().equals(now.kind(past.kind()).type())) {
                if (past.there()) {
                    into.setKind(edge, past.kind());
                } else {
                    into.remove(edge);
                }
                return;
            }
        }
        if (past.there()) {
            into.add(past.other(), past.kind(), past.outgoing());
        }
    }

    private @Nullable Past newest(int node) {
        return now.block(node).past(node & NodeBlock.MASK);
    }
}
