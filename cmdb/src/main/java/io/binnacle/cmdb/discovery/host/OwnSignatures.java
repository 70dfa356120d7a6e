package io.binnacle.cmdb.discovery.host;

import java.util.List;

/**
 * The signatures that are kept here.
 *
 * @param version the newest; 0 when none were ever kept
 * @param yaml as its author wrote it
 * @param problems what of it is not in force, and why; empty when all is well
 */
public record OwnSignatures(int version, String yaml, List<String> problems) {}
