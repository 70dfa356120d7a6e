package io.binnacle.cmdb.servicemap;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A technical service that the applications and their connections suggest. The same estate suggests the same.
 *
 * @param id of the application that stands for it: that with the smallest id of its parts
 * @param name that it would have
 * @param reasons in words, each of something that was seen
 * @param parts that it would have, by name
 * @param neededBy the applications that are connected to it, by name
 * @param decision null while nobody decided
 * @param serviceId of the service that was made of it; null otherwise
 */
public record ServiceProposal(UUID id, String name, List<String> reasons, List<End> parts, List<End> neededBy,
        @Nullable Decision decision, @Nullable UUID serviceId, @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    /** An application that has to do with it. */
    public record End(UUID id, String ciClass, String name) {}

    /** What somebody said to it. */
    public enum Decision {
        ACCEPTED, REJECTED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ServiceProposal {
        reasons = List.copyOf(reasons);
        parts = List.copyOf(parts);
        neededBy = List.copyOf(neededBy);
    }
}
