package io.binnacle.timeseries;

import io.binnacle.kernel.label.Labels;

/** Puts series into groups by some of their labels: those that have the same are of one group. Belongs to one thread. */
public interface SeriesGrouping {

    /** The group of that series. Groups are numbered from 0 on, in the order in which they are met first. */
    int group(Series series);

    /** The labels that all series of a group have. */
    Labels labels(int group);

    /** How many groups there are. */
    int size();

    /** Whether a series that was put into a group has a label of that name, chosen or not. */
    boolean hasMet(String labelName);
}
