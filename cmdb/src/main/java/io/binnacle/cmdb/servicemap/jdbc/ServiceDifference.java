package io.binnacle.cmdb.servicemap.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.binnacle.cmdb.servicemap.Service;
import io.binnacle.storage.activity.FieldChange;
import org.jspecify.annotations.Nullable;

/** What a change made of a service, for the activities. */
final class ServiceDifference {

    private final Map<String, FieldChange> changes = new LinkedHashMap<>();

    private ServiceDifference() {
    }

    static Map<String, FieldChange> of(Service before, Service after) {
        ServiceDifference difference = new ServiceDifference();
        difference.compare("name", before.name(), after.name());
        difference.compare("description", before.description(), after.description());
        difference.compare("outcome", before.outcome(), after.outcome());
        difference.compare("owner", before.owner(), after.owner());
        difference.compare("supportGroup", before.supportGroup(), after.supportGroup());
        difference.compare("criticality", before.criticality(), after.criticality());
        difference.compare("calendar", before.calendar(), after.calendar());
        difference.compare("valuePerHour", before.valuePerHour(), after.valuePerHour());
        difference.compare("currency", before.currency(), after.currency());
        difference.compare("availabilityTarget", before.availabilityTarget(), after.availabilityTarget());
        difference.compare("quorum", words(before), words(after));
        difference.compare("parts", parts(before), parts(after));
        return difference.changes;
    }

    private void compare(String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.put(field, new FieldChange(before == null ? null : before.toString(),
                    after == null ? null : after.toString()));
        }
    }

    private static String words(Service service) {
        return service.quorum().rule().text() + service.groups().stream()
                .map(group -> ", " + group.name() + ": " + group.quorum().rule().text()).collect(Collectors.joining());
    }

    private static String parts(Service service) {
        return service.parts().stream().map(part -> part.name() + " (" + part.weight() + ")")
                .collect(Collectors.joining(", "));
    }
}
