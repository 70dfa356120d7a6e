/**
 * The HTTP side of Binnacle, on one port: typed routes, their OpenAPI document, problems, the console's files.
 *
 * <p>A request's journey: {@code HttpServer} accepts it within the limits, the {@link io.binnacle.server.http.Route}'s
 * {@link io.binnacle.server.http.Access} is checked, the body becomes a record, the handler runs on a virtual thread with
 * a {@link io.binnacle.server.http.Call}, its record becomes JSON; whatever is thrown becomes an RFC 9457 problem.
 *
 * <p>Invariants: a route without a declared access does not compile; input that the record types do not describe is
 * refused; every answer carries a request id and the security headers.
 */
@NullMarked
package io.binnacle.server.http;

import org.jspecify.annotations.NullMarked;
