/**
 * What should be, beside what is: sources of intent (NetBox, Terraform, files), and where what is seen drifts from it.
 *
 * <p>What a source of intent says of a thing is a {@link io.binnacle.cmdb.SourceRecord record} in a state of its own. So
 * the rules that join the records of several sources join it with what was seen, and an item can say of each value
 * whether it is intended or seen. {@link io.binnacle.cmdb.intent.Comparison} compares the two sides of an item.
 */
@NullMarked
package io.binnacle.cmdb.intent;

import org.jspecify.annotations.NullMarked;
