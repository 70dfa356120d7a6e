package io.binnacle.telemetry.scrape.kubernetes;

import java.net.URI;

import io.binnacle.telemetry.scrape.fetch.HttpSettings;

/**
 * Where a cluster's API server is, and how it is asked.
 *
 * @param server with a path in front of the API's own, or without
 */
public record ClusterAccess(URI server, HttpSettings http) {}
