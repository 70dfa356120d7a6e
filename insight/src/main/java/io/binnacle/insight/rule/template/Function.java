package io.binnacle.insight.rule.template;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A function that templates may call.
 *
 * @param variadic whether the last parameter stands for any number of arguments
 */
record Function(String name, List<Parameter> parameters, boolean variadic, Body body) {

    /** What it does. */
    @FunctionalInterface
    interface Body {

        /** @throws TemplateFault it fails on these values */
        @Nullable
        Object call(List<@Nullable Object> arguments);
    }

    /** The type of a parameter in Go. */
    enum Parameter {
        ANY("interface {}"), STRING("string"), INTEGER("int"), SAMPLE("*template.sample"), VECTOR(
                "template.queryResult");

        private final String type;

        Parameter(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        boolean takesNil() {
            return this == ANY || this == SAMPLE || this == VECTOR;
        }

        boolean takes(Object value) {
            return switch (this) {
                case ANY -> true;
                case STRING -> value instanceof String;
                case INTEGER -> value instanceof Long;
                case SAMPLE -> value instanceof Sample;
                case VECTOR -> value instanceof Vector;
            };
        }
    }

    /** The parameter that the argument at that place is for. */
    Parameter parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** How many arguments it needs at least. */
    int needed() {
        return variadic ? parameters.size() - 1 : parameters.size();
    }
}
