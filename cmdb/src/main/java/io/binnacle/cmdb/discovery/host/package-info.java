/**
 * The machine that Binnacle runs on: what it is made of, what runs on it, what is installed.
 */
@NullMarked
package io.binnacle.cmdb.discovery.host;

import org.jspecify.annotations.NullMarked;
