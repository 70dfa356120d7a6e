package io.binnacle.cmdb.reconcile;

import java.util.List;
import java.util.UUID;

import io.binnacle.cmdb.model.IdentificationRule;

/**
 * A value that should name one thing and is borne by several that cannot be one: a machine id of a cloned image. It fuses
 * nobody.
 *
 * @param rule name of the rule
 * @param records of the bearers, in order
 * @param reason why they cannot be one, in words for a person
 */
public record Contradiction(String rule, String value, List<UUID> records, String reason) {

    public Contradiction {
        records = List.copyOf(records);
    }

    /** The value for people: that of a rule with several parts has an unprintable separator. */
    public String words() {
        return value.replace(IdentificationRule.SEPARATOR, ' ');
    }
}
