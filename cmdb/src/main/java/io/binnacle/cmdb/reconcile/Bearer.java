package io.binnacle.cmdb.reconcile;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What identification has to know of a record.
 *
 * @param id of the record; smaller ones are older
 * @param ref what it is to its source, whole: the order of records that does not depend on when they came
 * @param origin source and scope: two records that one origin shows at the same time are two things to it
 * @param present whether its source saw it when it looked last
 * @param identities by the rule's {@link IdentityRules#nameOf name}: every value that the record ever bore. What was
 *            once true of a thing still tells it: a new mainboard does not make a new server.
 */
public record Bearer(UUID id, String ref, String ciClass, String origin, boolean present,
        Map<String, Set<String>> identities) {}
