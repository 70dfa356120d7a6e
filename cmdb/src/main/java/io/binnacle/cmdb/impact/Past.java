package io.binnacle.cmdb.impact;

import org.jspecify.annotations.Nullable;

/**
 * What a node was before it changed, newest first: undoing all that happened after an instant gives the node at that
 * instant. Immutable, so that snapshots share it.
 */
sealed interface Past {

    /** When the change was recorded. */
    long atMillis();

    /** The change before this one; null for the first that is kept. */
    @Nullable
    Past previous();

    /** The same change on top of another past. */
    Past on(@Nullable Past older);

    /** The item was like this; the facet is that of an absent item when it was not there. */
    record OfItem(long atMillis, int facet, String name, @Nullable Past previous) implements Past {

        @Override
        public Past on(@Nullable Past older) {
            return new OfItem(atMillis, facet, name, older);
        }
    }

    /**
     * An edge of the node was like this.
     *
     * @param kind says the type, by which the edge is found again
     * @param there whether it was there at all
     */
    record OfEdge(long atMillis, int other, int kind, boolean outgoing, boolean there, @Nullable Past previous)
            implements
                Past {

        @Override
        public Past on(@Nullable Past older) {
            return new OfEdge(atMillis, other, kind, outgoing, there, older);
        }
    }
}
