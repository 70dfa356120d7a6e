/** Reads Terraform's states and plans. */
@NullMarked
package io.binnacle.cmdb.intent.terraform;

import org.jspecify.annotations.NullMarked;
