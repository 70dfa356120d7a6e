/**
 * The program: its command line, and the one place where its parts are made and connected by hand.
 *
 * <p>{@link io.binnacle.server.Main} reads the command; {@code serve} opens the database, makes everything in
 * {@link io.binnacle.server.Wiring}, accepts connections, and starts what repeats. Stopping goes the other way round.
 */
@NullMarked
package io.binnacle.server;

import org.jspecify.annotations.NullMarked;
