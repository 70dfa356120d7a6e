/**
 * Finding out what exists: sources look, the runner applies what they saw, on a schedule and on demand.
 *
 * <p>To add a source: a package below this one with an {@code XDiscovery implements DiscoverySource}, a test that
 * extends {@code DiscoverySourceContract}, and one line in the server's wiring.
 */
@NullMarked
package io.binnacle.cmdb.discovery;

import org.jspecify.annotations.NullMarked;
