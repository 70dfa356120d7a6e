/**
 * One way to page, filter and sort every list.
 *
 * <p>Journey of a query: the HTTP layer reads a {@link io.binnacle.storage.list.ListQuery} from the URL; the record's
 * {@link io.binnacle.storage.list.ListSchema} checks it and knows the SQL behind each field;
 * {@link io.binnacle.storage.list.jdbc.ListReader} runs it and returns a {@link io.binnacle.storage.list.Page}.
 *
 * <p>Invariants: what a caller writes reaches SQL as bound parameters only; a page never repeats or skips a row that
 * stood still, however many rows come and go around it.
 */
@NullMarked
package io.binnacle.storage.list;

import org.jspecify.annotations.NullMarked;
