package io.binnacle.cmdb.servicemap;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A service as its author describes it.
 *
 * @param ciClass {@code business_service} or {@code technical_service}
 * @param outcome what it is good for, for whom it is there
 * @param calendar when it is needed, as {@link ServiceCalendar} reads it; null for always
 * @param valuePerHour what is at stake while it is down
 * @param currency of the value, {@code EUR}
 * @param availabilityTarget in percent
 * @param quorum how many of the parts without a group must work; null for all
 * @param parts each item once
 * @param groups those that parts name
 */
public record ServiceContent(String ciClass, String name, @Nullable String description, @Nullable String outcome,
        @Nullable String owner, @Nullable String supportGroup, @Nullable String criticality,
        @Nullable String calendar, @Nullable Double valuePerHour, @Nullable String currency,
        @Nullable Double availabilityTarget, @Nullable Quorum quorum, List<PartContent> parts,
        List<GroupContent> groups) {

    public ServiceContent {
        parts = List.copyOf(parts);
        groups = List.copyOf(groups);
    }

    public Quorum quorumOrAll() {
        return quorum == null ? Quorum.ALL : quorum;
    }
}
