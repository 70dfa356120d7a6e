package io.binnacle.cmdb.impact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Makes the next snapshot out of one and what changed since: blocks that nothing happened to are shared. For one thread at a
 * time and one use; the snapshot before stays as it is.
 */
final class EstateEdit {

    private final EstateSnapshot before;
    private final Vocabulary words;
    private final Map<Integer, BlockDraft> drafts = new HashMap<>();
    private final Map<UUID, Integer> addedNodes = new HashMap<>();
    private IdTable ids;
    private int count;
    private long relations;
    private long pasts;

    private EstateEdit(EstateSnapshot before) {
        this.before = before;
        this.words = before.words();
        this.ids = before.ids();
        this.count = before.count();
        this.relations = before.relations();
        this.pasts = before.pasts();
    }

    /**
     * Whether an item got another class: then failure may go another way over each of its relations, and loading anew is
     * simpler than finding them all.
     */
    static boolean changesClass(Collection<EstateChange> changes) {
        return changes.stream().anyMatch(change -> change instanceof EstateChange.OfItem item && item.before() != null
                && item.after() != null && !item.before().facet().ciClass().equals(item.after().facet().ciClass()));
    }

    /** @param changes oldest first */
    static EstateSnapshot apply(EstateSnapshot before, Collection<EstateChange> changes) {
        EstateEdit edit = new EstateEdit(before);
        for (EstateChange change : changes) {
            switch (change) {
                case EstateChange.OfItem item -> edit.item(item);
                case EstateChange.OfRelation relation -> edit.relation(relation);
            }
        }
        return edit.result();
    }

    /** Takes changes that the snapshot has already as its past, below what it has; oldest first. */
    static EstateSnapshot remember(EstateSnapshot snapshot, List<EstateChange> changes, long historyFromMillis) {
        EstateEdit edit = new EstateEdit(snapshot);
        // Items first: which way failure went over a relation is told by the classes of its ends, of which one may be gone.
        for (EstateChange change : changes) {
            if (change instanceof EstateChange.OfItem item) {
                edit.rememberItem(item);
            }
        }
        for (EstateChange change : changes) {
            if (change instanceof EstateChange.OfRelation relation) {
                edit.rememberRelation(relation);
            }
        }
        EstateSnapshot result = edit.result();
        return new EstateSnapshot(result.blocks(), result.count(), result.relations(), result.ids(), result.words(),
                historyFromMillis, result.pasts());
    }

    private void item(EstateChange.OfItem change) {
        int node = node(change.id());
        BlockDraft draft = draft(node);
        int local = node & NodeBlock.MASK;
        rememberItem(change);
        ItemState after = change.after();
        if (after == null) {
            draft.facets.set(local, words.facets().number(ItemFacet.ABSENT));
        } else {
            draft.facets.set(local, words.facets().number(after.facet()));
            draft.names.set(local, after.name());
        }
    }

    private void rememberItem(EstateChange.OfItem change) {
        int node = node(change.id());
        ItemState state = change.before();
        push(node, new Past.OfItem(change.at().toEpochMilli(),
                words.facets().number(state == null ? ItemFacet.ABSENT : state.facet()),
                state == null ? "" : state.name(), null));
    }

    private void relation(EstateChange.OfRelation change) {
        int from = node(change.from());
        int to = node(change.to());
        rememberRelation(change);
        RelationState after = change.after();
        if (after == null) {
            draft(from).out.add(Adjacency.Edit.absent(from & NodeBlock.MASK, to, change.type()));
            draft(to).in.add(Adjacency.Edit.absent(to & NodeBlock.MASK, from, change.type()));
        } else {
            int kind = words.kind(ciClass(from), change.type(), ciClass(to), after.redundancy());
            draft(from).out.add(new Adjacency.Edit(from & NodeBlock.MASK, to, kind, change.type()));
            draft(to).in.add(new Adjacency.Edit(to & NodeBlock.MASK, from, kind, change.type()));
        }
    }

    private void rememberRelation(EstateChange.OfRelation change) {
        int from = node(change.from());
        int to = node(change.to());
        RelationState state = change.before();
        long at = change.at().toEpochMilli();
        int kind = words.kind(ciClass(from), change.type(), ciClass(to), state == null ? null : state.redundancy());
        push(from, new Past.OfEdge(at, to, kind, true, state != null, null));
        push(to, new Past.OfEdge(at, from, kind, false, state != null, null));
    }

    /** The class of the item now, or before it went. */
    private String ciClass(int node) {
        BlockDraft draft = draft(node);
        int local = node & NodeBlock.MASK;
        ItemFacet facet = words.facets().get(draft.facets.get(local));
        for (Past past = draft.pasts.get(local); past != null && !facet.exists(); past = past.previous()) {
            if (past instanceof Past.OfItem item) {
                facet = words.facets().get(item.facet());
            }
        }
        return facet.ciClass();
    }

    private void push(int node, Past newest) {
        BlockDraft draft = draft(node);
        int local = node & NodeBlock.MASK;
        draft.pasts.set(local, newest.on(draft.pasts.get(local)));
        pasts++;
    }

    /** The node of that id, a new one without any state if there is none. */
    private int node(UUID id) {
        int known = before.find(id);
        if (known >= 0) {
            return known;
        }
        Integer added = addedNodes.get(id);
        if (added != null) {
            return added;
        }
        int node = count++;
        addedNodes.put(id, node);
        BlockDraft draft = draft(node);
        draft.idsHigh.add(id.getMostSignificantBits());
        draft.idsLow.add(id.getLeastSignificantBits());
        draft.facets.add(words.facets().number(ItemFacet.ABSENT));
        draft.names.add("");
        draft.pasts.add(null);
        return node;
    }

    private BlockDraft draft(int node) {
        int number = node >> NodeBlock.BITS;
        return drafts.computeIfAbsent(number,
                key -> new BlockDraft(number < before.blocks().length ? before.blocks()[number] : null));
    }

    private EstateSnapshot result() {
        NodeBlock[] blocks = Arrays.copyOf(before.blocks(), (count + NodeBlock.MASK) >> NodeBlock.BITS);
        drafts.forEach((number, draft) -> {
            NodeBlock sealed = draft.seal(words);
            relations += sealed.out().size() - draft.outBefore;
            blocks[number] = sealed;
        });
        takeIds(blocks);
        return new EstateSnapshot(blocks, count, relations, ids, words, before.historyFromMillis(), pasts);
    }

    /** Into the table that readers use already, as long as it has room: they let pass what is newer than they are. */
    private void takeIds(NodeBlock[] blocks) {
        int first = before.count();
        if (!ids.hasRoom(count)) {
            ids = new IdTable(count * 2);
            first = 0;
        }
        for (int node = first; node < count; node++) {
            NodeBlock block = blocks[node >> NodeBlock.BITS];
            int local = node & NodeBlock.MASK;
            ids.add(block.idsHigh()[local], block.idsLow()[local], node);
        }
    }

    /** A block that can be changed. */
    private static final class BlockDraft {

        final List<Long> idsHigh = new ArrayList<>();
        final List<Long> idsLow = new ArrayList<>();
        final List<Integer> facets = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        final List<@Nullable Past> pasts = new ArrayList<>();
        final List<Adjacency.Edit> out = new ArrayList<>();
        final List<Adjacency.Edit> in = new ArrayList<>();
        final int outBefore;
        private final Adjacency oldOut;
        private final Adjacency oldIn;

        BlockDraft(@Nullable NodeBlock block) {
            oldOut = block == null ? Adjacency.empty(0) : block.out();
            oldIn = block == null ? Adjacency.empty(0) : block.in();
            outBefore = oldOut.size();
            for (int node = 0; block != null && node < block.count(); node++) {
                idsHigh.add(block.idsHigh()[node]);
                idsLow.add(block.idsLow()[node]);
                facets.add(block.facets()[node]);
                names.add(block.names().get(node));
                pasts.add(block.past(node));
            }
        }

        NodeBlock seal(Vocabulary words) {
            int nodes = facets.size();
            return new NodeBlock(idsHigh.stream().mapToLong(Long::longValue).toArray(),
                    idsLow.stream().mapToLong(Long::longValue).toArray(),
                    facets.stream().mapToInt(Integer::intValue).toArray(), Names.of(names),
                    out.isEmpty() && oldOut.starts().length == nodes + 1
                            ? oldOut
                            : oldOut.edited(nodes, out, words.kinds()),
                    in.isEmpty() && oldIn.starts().length == nodes + 1
                            ? oldIn
                            : oldIn.edited(nodes, in, words.kinds()),
                    pasts.stream().anyMatch(past -> past != null) ? pasts.toArray(new Past[0]) : null);
        }
    }
}
