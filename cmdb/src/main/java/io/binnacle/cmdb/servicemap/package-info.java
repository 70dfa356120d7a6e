/**
 * What people are promised: services, of what they are made, how they are, and how well the promise was kept.
 *
 * <p>The journey of a promise: somebody describes a service ({@link io.binnacle.cmdb.servicemap.ServiceContent});
 * {@link io.binnacle.cmdb.servicemap.Services} checks it and hands it to reconciliation as what a person said, so that a
 * service is an item like any other and its parts are relations; {@link io.binnacle.cmdb.servicemap.ServiceWatch} asks the
 * graph of the estate how each service is, and {@link io.binnacle.cmdb.servicemap.ServiceStates} keeps that as intervals, of
 * which {@link io.binnacle.cmdb.servicemap.Availability} is counted.
 *
 * <p>Invariants:
 * <ul>
 * <li>The graph's roll-up is the one truth of what a failure does to a service; nothing here decides that again.</li>
 * <li>At most one interval of a service is open, intervals of one service do not overlap.</li>
 * <li>A time of which nobody watched is unknown, never up.</li>
 * </ul>
 */
@NullMarked
package io.binnacle.cmdb.servicemap;

import org.jspecify.annotations.NullMarked;
