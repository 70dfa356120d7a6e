/** Reads documents, JSON and YAML, of items that should be; what an export writes is one. */
@NullMarked
package io.binnacle.cmdb.intent.document;

import org.jspecify.annotations.NullMarked;
