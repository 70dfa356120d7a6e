package io.binnacle.cmdb.model;

/**
 * A part of the estate whose classes are one file.
 *
 * @param name of the file without its ending: {@code "network"}
 * @param version grows with each change of the file that changes a class
 */
public record ModelArea(String name, String label, int version) {}
