/**
 * Which records of which sources speak of the same thing, whose value counts, and what people decide about it.
 *
 * <p>A source's record is what it said last of one thing. An item is a set of records: {@link
 * io.binnacle.cmdb.reconcile.Identification} makes the sets, {@link io.binnacle.cmdb.reconcile.Resolution} makes the
 * item's values of its records'. Both depend on what the records say and when it was seen, never on the order in which
 * they came; so an item can always say why it is what it is, and taking a decision back gives what was before.
 */
@NullMarked
package io.binnacle.cmdb.reconcile;

import org.jspecify.annotations.NullMarked;
