/**
 * One append-only stream of what happened to each record; the audit log is a view of it.
 */
@NullMarked
package io.binnacle.storage.activity;

import org.jspecify.annotations.NullMarked;
