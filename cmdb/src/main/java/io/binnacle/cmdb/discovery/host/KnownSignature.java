package io.binnacle.cmdb.discovery.host;

import java.util.List;

/**
 * A signature in force, as people see it.
 *
 * @param ciClass of the items that come of it
 * @param service whether the stopping of what it recognises is worth an alert
 * @param ports those that it usually listens on
 */
public record KnownSignature(String id, String product, String category, String ciClass, SignatureOrigin origin,
        boolean service, List<Integer> ports, List<String> packages) {}
