/**
 * One severity scale and one health scale for rules, alerts, incidents, items and services.
 */
@NullMarked
package io.binnacle.kernel.health;

import org.jspecify.annotations.NullMarked;
