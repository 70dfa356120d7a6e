/**
 * Label sets in Prometheus' sense: what names a time series, an alert, a target.
 */
@NullMarked
package io.binnacle.kernel.label;

import org.jspecify.annotations.NullMarked;
