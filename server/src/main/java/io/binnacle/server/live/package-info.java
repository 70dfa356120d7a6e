/**
 * Live updates: one event stream a browser tab that says what changed; the page then reads it again.
 *
 * <p>An event's journey: a capability's listener calls {@link io.binnacle.server.live.LiveUpdates#publish}; the event gets a
 * number, is kept in a bounded ring, and goes to every open {@link io.binnacle.server.live.LiveStream} whose principal may
 * see it. A tab that comes back names the last event it had and gets what it missed, or {@code reset}.
 *
 * <p>Invariants: publishing never waits for a reader; an event tells that something changed, never what it now is, so that
 * reading it again asks for the permission again.
 */
@NullMarked
package io.binnacle.server.live;

import org.jspecify.annotations.NullMarked;
