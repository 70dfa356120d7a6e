/** Reads what NetBox exports. */
@NullMarked
package io.binnacle.cmdb.intent.netbox;

import org.jspecify.annotations.NullMarked;
