package io.binnacle.server.http;

import java.util.List;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

/**
 * What JSON of a Java type looks like. Read once from the type by {@link JsonShapes}; the OpenAPI document and the check
 * of what comes in are both made from it, so that they cannot disagree.
 */
sealed interface JsonShape {

    /** Anything at all. */
    record Any() implements JsonShape {}

    /** A string. */
    record Text(@Nullable String format) implements JsonShape {}

    /** A whole number of that many bits. */
    record Whole(int bits) implements JsonShape {}

    record Decimal() implements JsonShape {}

    record Bool() implements JsonShape {}

    record ListOf(Field element) implements JsonShape {}

    /** An object with free keys. */
    record MapOf(Field value) implements JsonShape {}

    /** One of the {@link Definition}s, by its name; so that types may contain themselves. */
    record Named(String name) implements JsonShape {}

    /** A place for a value; {@code nullable} means that it may be null or, in a record, left out. */
    record Field(JsonShape shape, boolean nullable) {}

    /** A shape that has a name in the document. */
    sealed interface Definition {}

    /** A record with its components in order. */
    record Composite(SequencedMap<String, Field> fields) implements Definition {}

    /** One word of several. */
    record Choice(List<String> words) implements Definition {}
}
