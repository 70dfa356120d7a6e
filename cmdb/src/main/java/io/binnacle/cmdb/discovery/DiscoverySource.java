package io.binnacle.cmdb.discovery;

import io.binnacle.cmdb.DiscoveryResult;

/**
 * Looks at one part of the world and says what is there.
 *
 * <ol>
 * <li>Construction does no I/O. The first look may be slow, it never happens on the way to ready.</li>
 * <li>{@link #discover} is called by one thread at a time, on any thread; it may block, and ends when its thread is
 * interrupted, soon.</li>
 * <li>It changes nothing in what it looks at: it reads, it never starts a program that it found.</li>
 * <li>Two looks at an unchanged world give equal items and relations, apart from untracked attributes. Keys are made of
 * what a thing is, so that they survive a restart of the thing, of its machine and of Binnacle.</li>
 * <li>The scope is the same in every look at the same part of the world. Every item and key belongs to it: a key starts
 * with what sets the scope apart, so that two scopes never fight over an item.</li>
 * <li>A class in {@code complete} promises that the items are all there are. A source that could not read a part leaves
 * the class out and says so in a problem. Empty items with complete classes mean: nothing is there any more.</li>
 * <li>What goes wrong with a part is a problem in words; everything else is still given. An exception means that the
 * whole look failed: then nothing is applied, and the message is kept in the run's record.</li>
 * <li>Each item's class and attributes are the model's; both ends of a relation are among the items, or known by their
 * key from another source.</li>
 * <li>Secrets are redacted before they are returned.</li>
 * </ol>
 */
public interface DiscoverySource {

    /** Short and stable, {@code "host"}: it is kept with every item and run. */
    String name();

    DiscoveryResult discover();
}
