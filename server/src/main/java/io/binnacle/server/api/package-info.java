/**
 * The HTTP API, one class a capability: its routes, and the records that only the API has. A class here translates between
 * a request and a capability's contract; it decides nothing.
 *
 * <p>To add an operation, add a route to the capability's class; the OpenAPI document, the console's client and the
 * permission test follow from it.
 */
@NullMarked
package io.binnacle.server.api;

import org.jspecify.annotations.NullMarked;
