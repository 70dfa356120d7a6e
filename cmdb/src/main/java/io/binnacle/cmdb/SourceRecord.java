package io.binnacle.cmdb;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What one source said last of one thing. An item is made of one or more of these.
 *
 * @param id also an id of the item: the item's own is that of its oldest record
 * @param ciId the item that it is a part of now
 * @param source name of the source; {@link #PERSON} for what was entered by hand
 * @param scope the part of the world that the source looked at
 * @param givenSince when an attribute was first given, of those that came later than the record
 * @param sureness of the source, above 0, at most 1
 * @param seenCount how often it was seen; sightings less than a minute apart count once
 */
public record SourceRecord(UUID id, UUID ciId, String source, String scope, String ciClass, String key, String name,
        Map<String, Object> attributes, List<Identifier> identifiers, Map<String, Instant> givenSince,
        double sureness, State state, Instant firstSeen, Instant lastSeen, long seenCount) {

    /** The source of what people enter. It tells how a thing is, never whether it is there. */
    public static final String PERSON = "person";

    /** Whether the source still shows it. */
    public enum State {
        /** Its source saw it when it looked last. */
        PRESENT,
        /** Its source looked everywhere and did not find it. */
        MISSING,
        /** Its source says that it should be: intent. Whether it is there is told by the sources that look. */
        INTENDED,
        /** Missing for so long that nobody waits for it. */
        RETIRED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether it says how a thing should be, not how it was seen. */
    public boolean isIntended() {
        return state == State.INTENDED;
    }

    public boolean isByHand() {
        return source.equals(PERSON);
    }

    /** Since when it says something of that attribute. */
    public Instant since(String attribute) {
        return givenSince.getOrDefault(attribute, firstSeen);
    }
}
