/** Files that people keep with an item: a contract, a diagram, a photograph of the rack. */
@NullMarked
package io.binnacle.cmdb.attachment;

import org.jspecify.annotations.NullMarked;
