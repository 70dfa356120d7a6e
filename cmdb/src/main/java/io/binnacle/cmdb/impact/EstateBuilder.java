package io.binnacle.cmdb.impact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Takes the estate once, item by item, then relation by relation, and makes the graph of it. For one thread, for one use. All
 * items come before the first relation.
 */
public final class EstateBuilder {

    private static final int CHUNK = 1 << 16;

    private final Vocabulary words;
    private final List<NodeBlock> blocks = new ArrayList<>();
    private final NodeColumns columns = new NodeColumns();
    private IdTable ids;
    private NodeBlock[] made = new NodeBlock[0];
    private int count;
    /** Both ends of each relation, from in the high half, and its kind. */
    private final List<long[]> ends = new ArrayList<>();
    private final List<char[]> kinds = new ArrayList<>();
    /** What rows say of a relation, by the number that the caller is given. */
    private final Interned<RelationKind> rawKinds = new Interned<>("types and redundancies of relations", 1 << 16);
    /** Kind by both ends' facets and what the row says: few, and asked for with each relation. */
    private final Map<Long, Integer> resolved = new HashMap<>();
    private long relations;
    private long withoutEnd;

    private record RelationKind(String type, @Nullable Redundancy redundancy) {}

    /** @param itemsExpected when it is known about how many come; more are taken too */
    EstateBuilder(Vocabulary words, int itemsExpected) {
        this.words = words;
        this.ids = new IdTable(itemsExpected);
    }

    /** The number of a state that items have, to be given with each of them. */
    public int facet(ItemFacet facet) {
        return words.facets().number(facet);
    }

    /** The number of a kind of relation. */
    public int kind(String type, @Nullable Redundancy redundancy) {
        return rawKinds.number(new RelationKind(type, redundancy));
    }

    /**
     * @param idHigh the upper half of its UUID
     * @param name in UTF-8, from the offset on
     */
    public void item(long idHigh, long idLow, int facet, byte[] name, int offset, int length) {
        if (!ids.hasRoom(count)) {
            grow();
        }
        ids.add(idHigh, idLow, count);
        columns.add(idHigh, idLow, facet, name, offset, length);
        count++;
        if (columns.size() == NodeBlock.SIZE) {
            blocks.add(columns.toBlock());
        }
    }

    private void grow() {
        IdTable larger = new IdTable(ids.roomMax() * 2);
        int node = 0;
        for (NodeBlock block : blocks) {
            for (int local = 0; local < block.count(); local++) {
                larger.add(block.idsHigh()[local], block.idsLow()[local], node++);
            }
        }
        columns.addTo(larger, node);
        ids = larger;
    }

    /** Each relation once. One of which an end was not given is left out. */
    public void relation(long fromHigh, long fromLow, int kind, long toHigh, long toLow) {
        if (made.length == 0) {
            if (columns.size() > 0) {
                blocks.add(columns.toBlock());
            }
            made = blocks.toArray(new NodeBlock[0]);
        }
        int from = ids.find(fromHigh, fromLow, made, count);
        int to = ids.find(toHigh, toLow, made, count);
        if (from < 0 || to < 0) {
            withoutEnd++;
            return;
        }
        int place = (int) (relations % CHUNK);
        if (place == 0) {
            ends.add(new long[CHUNK]);
            kinds.add(new char[CHUNK]);
        }
        ends.getLast()[place] = (long) from << 32 | to;
        kinds.getLast()[place] = (char) resolve(kind, facetOf(from), facetOf(to));
        relations++;
    }

    private int facetOf(int node) {
        return made[node >> NodeBlock.BITS].facets()[node & NodeBlock.MASK];
    }

    /** Which way failure goes depends on the classes of both ends. */
    private int resolve(int rawKind, int fromFacet, int toFacet) {
        long key = ((long) fromFacet << 24 ^ toFacet) << 16 | rawKind;
        Integer known = resolved.get(key);
        if (known != null) {
            return known;
        }
        RelationKind raw = rawKinds.get(rawKind);
        int kind = words.kind(words.facets().get(fromFacet).ciClass(), raw.type(),
                words.facets().get(toFacet).ciClass(), raw.redundancy());
        resolved.put(key, kind);
        return kind;
    }

    /** How many relations were left out. */
    public long withoutEnd() {
        return withoutEnd;
    }

    /** @param historyFromMillis from when on changes will be told */
    EstateSnapshot build(long historyFromMillis) {
        if (columns.size() > 0) {
            blocks.add(columns.toBlock());
        }
        Adjacency[] out = direction(32, 0);
        Adjacency[] in = direction(0, 32);
        NodeBlock[] whole = new NodeBlock[blocks.size()];
        for (int i = 0; i < whole.length; i++) {
            NodeBlock block = blocks.get(i);
            whole[i] = new NodeBlock(block.idsHigh(), block.idsLow(), block.facets(), block.names(), out[i], in[i],
                    null);
        }
        return new EstateSnapshot(whole, count, relations, ids, words, historyFromMillis, 0);
    }

    /** Counts first, so that each block's arrays are made once and with their own length. */
    private Adjacency[] direction(int shiftOfNode, int shiftOfOther) {
        int[] counts = new int[count];
        eachRelation((pair, kind) -> counts[(int) (pair >>> shiftOfNode)]++);
        Adjacency[] edges = new Adjacency[blocks.size()];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = Adjacency.ofCounts(counts, i * NodeBlock.SIZE, blocks.get(i).count());
        }
        Arrays.fill(counts, 0);
        eachRelation((pair, kind) -> {
            int node = (int) (pair >>> shiftOfNode);
            Adjacency own = edges[node >> NodeBlock.BITS];
            int place = own.starts()[node & NodeBlock.MASK] + counts[node]++;
            own.others()[place] = (int) (pair >>> shiftOfOther);
            own.kinds()[place] = kind;
        });
        return edges;
    }

    /** Takes both ends and the kind of a relation. */
    private interface Visitor {

        void visit(long pair, char kind);
    }

    private void eachRelation(Visitor visitor) {
        for (long i = 0; i < relations; i++) {
            int chunk = (int) (i / CHUNK);
            int place = (int) (i % CHUNK);
            visitor.visit(ends.get(chunk)[place], kinds.get(chunk)[place]);
        }
    }
}
