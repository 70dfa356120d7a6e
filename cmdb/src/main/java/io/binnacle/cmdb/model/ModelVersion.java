package io.binnacle.cmdb.model;

import java.time.Instant;
import java.util.List;

/**
 * One state of the model in its history.
 *
 * @param version 1 for the first change after the program was set up
 * @param author who made it
 * @param items how many items got other values by it
 */
public record ModelVersion(int version, Instant at, String author, List<ClassDifference> differences, long items) {}
