/**
 * Dashboards: pages of panels that people put together from questions in PromQL.
 *
 * <p>A dashboard's journey: its content comes as one document, checked as a whole; it is stored as that document with a
 * version, which is kept, and noted in the activity stream; who opens it asks the questions of its panels itself. Dashboards that come with the
 * program are data in the class path ({@code dashboards/*.json}), listed with the others, and cannot be changed, only copied.
 *
 * <p>Invariants: what is stored was valid when it was stored; two who change the same dashboard do not overwrite each other.
 */
@NullMarked
package io.binnacle.insight.dashboard;

import org.jspecify.annotations.NullMarked;
