/**
 * How data gets in from other programs, over the network: one package below this one for each protocol.
 *
 * <p>The journey of a request: the server knows who sends; {@link io.binnacle.telemetry.intake.BodyBudget} has room for
 * its body; the protocol's receiver reads it into a store and tells what was taken and what was not.
 *
 * <p>Invariants: memory and threads are bounded whatever comes; good data beside bad is kept; who sends too much is told
 * when to come again.
 */
@NullMarked
package io.binnacle.telemetry.intake;

import org.jspecify.annotations.NullMarked;
