/**
 * State machines as data: the incident has one; problem, change, release, request and run are to have theirs.
 */
@NullMarked
package io.binnacle.operations.state;

import org.jspecify.annotations.NullMarked;
