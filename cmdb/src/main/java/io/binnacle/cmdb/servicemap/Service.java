package io.binnacle.cmdb.servicemap;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A service as it is now, whoever told: its item's values, and the relations to its parts.
 *
 * @param version to be given back with a change; 0 for one that was never described here
 * @param calendarProblem why the calendar is not followed, and the service counts as needed always; null when it is
 * @param parts by name
 * @param state how it was found last, {@link ServiceState#UNKNOWN} when nobody looked yet
 */
public record Service(UUID id, String ciClass, String name, int version, @Nullable String description,
        @Nullable String outcome, @Nullable String owner, @Nullable String supportGroup, @Nullable String criticality,
        @Nullable String calendar, @Nullable String calendarProblem, @Nullable Double valuePerHour,
        @Nullable String currency, @Nullable Double availabilityTarget, Quorum quorum, List<Member> parts,
        List<GroupContent> groups, ServiceState state, @Nullable String why, @Nullable Double healthPercent,
        @Nullable Instant since) {

    /**
     * What a service is made of.
     *
     * @param source who said so: {@code person} for what is entered here
     */
    public record Member(UUID id, String ciClass, String name, double weight, @Nullable String group, String source) {}

    public Service {
        parts = List.copyOf(parts);
        groups = List.copyOf(groups);
    }
}
