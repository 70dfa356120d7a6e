package io.binnacle.cmdb.intent;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A place where what is seen is not what is intended.
 *
 * @param field the attribute, or the relation's type with the other end's id; empty when it is about the item as a whole
 * @param intended the value, or what is at the other end, that is intended; null when nothing is
 * @param observed the same as it was seen; null when nothing was
 * @param intendedBy the sources that say so, sorted; so is {@code observedBy}
 * @param site where the item is, as its relations tell; null when they do not
 * @param since when it was found first
 * @param decision what a person said of it, in force; null when nobody did
 */
public record Drift(UUID id, UUID ciId, String ciClass, String ciName, Kind kind, String field,
        @Nullable String intended, @Nullable String observed, List<String> intendedBy, List<String> observedBy,
        @Nullable UUID siteId, @Nullable String site, Instant since, State state, @Nullable DriftDecision decision) {

    /** What is amiss. */
    public enum Kind {
        /** Intended, and not seen, though sources look for such things. */
        MISSING,
        /** Seen, and not intended, though a source says that it knows all of these. */
        UNINTENDED,
        /** An attribute has another value. */
        DIFFERS,
        /** A relation is intended and not seen, though others of its type are seen there. */
        RELATION_MISSING,
        /** A relation is seen and not intended, though others of its type are intended there. */
        RELATION_EXTRA,
        /** Several things could be the one that is intended; none is taken for it. */
        AMBIGUOUS;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether somebody has to look at it. */
    public enum State {
        OPEN,
        /** What is seen is right, until something else is intended. */
        ACCEPTED,
        /** Until a time. */
        IGNORED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
