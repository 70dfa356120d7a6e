package io.binnacle.cmdb.impact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Forgets what happened too long ago, so that the pasts stay within their bound. */
final class PastWindow {

    private PastWindow() {
    }

    /** The same estate, which remembers only what happened after that instant. */
    static EstateSnapshot keep(EstateSnapshot snapshot, long afterMillis) {
        NodeBlock[] blocks = snapshot.blocks().clone();
        long kept = 0;
        for (int i = 0; i < blocks.length; i++) {
            @Nullable
            Past @Nullable [] pasts = blocks[i].pasts();
            if (pasts != null) {
                @Nullable
                Past[] shorter = new Past[pasts.length];
                int inBlock = 0;
                for (int node = 0; node < pasts.length; node++) {
                    List<Past> chain = newer(pasts[node], afterMillis);
                    inBlock += chain.size();
                    shorter[node] = chained(chain);
                }
                kept += inBlock;
                NodeBlock old = blocks[i];
                blocks[i] = new NodeBlock(old.idsHigh(), old.idsLow(), old.facets(), old.names(), old.out(), old.in(),
                        inBlock == 0 ? null : shorter);
            }
        }
        return new EstateSnapshot(blocks, snapshot.count(), snapshot.relations(), snapshot.ids(), snapshot.words(),
                Math.max(snapshot.historyFromMillis(), afterMillis), kept);
    }

    /** As much of the past as makes at most so many entries, the newest of it. */
    static EstateSnapshot keepNewest(EstateSnapshot snapshot, long pastsMax) {
        long[] times = new long[Math.toIntExact(snapshot.pasts())];
        int size = 0;
        for (NodeBlock block : snapshot.blocks()) {
            for (int node = 0; node < block.count(); node++) {
                for (Past past = block.past(node); past != null; past = past.previous()) {
                    times[size++] = past.atMillis();
                }
            }
        }
        Arrays.sort(times, 0, size);
        return keep(snapshot, times[Math.toIntExact(size - pastsMax - 1)]);
    }

    private static List<Past> newer(@Nullable Past newest, long afterMillis) {
        List<Past> chain = new ArrayList<>();
        // Transactions may be recorded in another order than they began: an older one may stand before a newer one.
        for (Past past = newest; past != null; past = past.previous()) {
            if (past.atMillis() > afterMillis) {
                chain.add(past);
            }
        }
        return chain;
    }

    private static @Nullable Past chained(List<Past> newestFirst) {
        Past result = null;
        for (Past past : newestFirst.reversed()) {
            result = past.on(result);
        }
        return result;
    }
}
