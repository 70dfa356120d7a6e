/**
 * Configuration: one YAML file, the environment and flags over it, into typed records.
 *
 * <p>A value's journey: {@link io.binnacle.server.config.Source}s give texts by key, the last one that has a key wins;
 * {@link io.binnacle.server.config.Binder} checks every text against its record component's
 * {@link io.binnacle.server.config.Setting} and type, and makes the {@link io.binnacle.server.config.Configuration}.
 *
 * <p>Invariants: all errors are told at once, each with the place where it was written; an unknown key is an error; nothing
 * outside this package reads the environment or system properties; secrets are never printed.
 */
@NullMarked
package io.binnacle.server.config;

import org.jspecify.annotations.NullMarked;
