/**
 * Which series exist: a number for each label set, and the index that finds them.
 *
 * <p>The journey of a series:
 *
 * <ol>
 * <li>{@link io.binnacle.timeseries.catalogue.SeriesCatalogue#create} interns its texts ({@code SymbolTable}) and labels
 * ({@code LabelTable}), keeps the set ({@code LabelSets}) and enters its hash ({@code SeriesTables}).
 * <li>{@link io.binnacle.timeseries.catalogue.SeriesCatalogue#publish} adds it to the {@code Postings} of its labels and
 * of its shape, the list of their names; a set that a reader may hold is copied first.
 * <li>{@code Selection} turns matchers into a {@link io.binnacle.timeseries.catalogue.SeriesSet}.
 * <li>{@link io.binnacle.timeseries.catalogue.SeriesCatalogue#persist} appends it to the {@code SeriesFile}, in a page that
 * names every text it needs.
 * <li>{@link io.binnacle.timeseries.catalogue.SeriesCatalogue#forget} leaves it out of the next file, when nothing has
 * samples of it any more.
 * </ol>
 *
 * <p>Invariants: numbers of series and of values' texts are never given twice, as blocks hold both; numbers of names and
 * labels mean nothing outside the process; readers never wait.
 */
@NullMarked
package io.binnacle.timeseries.catalogue;

import org.jspecify.annotations.NullMarked;
