/** Reads tables of what should be. */
@NullMarked
package io.binnacle.cmdb.intent.csv;

import org.jspecify.annotations.NullMarked;
