package io.binnacle.cmdb;

import java.util.List;

/**
 * What applying observations did.
 *
 * @param saw items observed and accepted
 * @param added items seen for the first time
 * @param changed items of which a tracked attribute, the name or the key differs, or which returned
 * @param missing items that this look did not find any more
 * @param problems those of the source, then those of validation
 * @param changes what was written into the history
 */
public record DiscoveryReport(int saw, int added, int changed, int missing, List<String> problems,
        List<CiChange> changes) {}
