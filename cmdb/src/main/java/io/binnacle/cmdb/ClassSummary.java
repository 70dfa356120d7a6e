package io.binnacle.cmdb;

import io.binnacle.cmdb.model.CiClass;
import io.binnacle.kernel.health.Health;

/**
 * A class with what exists of it.
 *
 * @param inService number of items in service, of this very class
 * @param intended number of items that are intended and that no source sees
 * @param missing number of items not found any more and not retired yet
 * @param worstHealth worst health among the items that are not retired; {@link Health#OK} when there is none
 */
public record ClassSummary(CiClass ciClass, long inService, long intended, long missing, long retired,
        Health worstHealth) {

    public boolean hasItems() {
        return inService + intended + missing + retired > 0;
    }
}
