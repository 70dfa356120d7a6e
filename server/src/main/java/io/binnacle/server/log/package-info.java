/**
 * The log: one line an event on standard error, logfmt or JSON, with the id of the request that caused it.
 *
 * <p>Configured by code: reading Logback's XML costs a tenth of a second at every start.
 */
@NullMarked
package io.binnacle.server.log;

import org.jspecify.annotations.NullMarked;
