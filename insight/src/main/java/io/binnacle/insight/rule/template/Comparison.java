package io.binnacle.insight.rule.template;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The comparisons of Go's templates, which compare values of one kind only. */
final class Comparison {

    private Comparison() {
    }

    static boolean equal(List<@Nullable Object> values) {
        if (values.size() < 2) {
            throw new TemplateFault("missing argument for comparison");
        }
        Object first = values.getFirst();
        for (Object other : values.subList(1, values.size())) {
            if (equal(first, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        boolean sameKind = left.getClass() == right.getClass();
        if (!sameKind) {
            throw new TemplateFault("incompatible types for comparison");
        }
        if (!isBasic(left)) {
            throw new TemplateFault("non-comparable type " + GoText.print(left) + ": " + GoText.type(left));
        }
        return left instanceof Double real ? real.doubleValue() == (Double) right : left.equals(right);
    }

    static boolean less(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null || !isBasic(left) || !isBasic(right)) {
            throw new TemplateFault("invalid type for comparison");
        }
        if (left.getClass() != right.getClass()) {
            throw new TemplateFault("incompatible types for comparison");
        }
        return switch (left) {
            case Double real -> real < (Double) right;
            case Long integer -> integer < (Long) right;
            case String text -> text.compareTo((String) right) < 0;
            default -> throw new TemplateFault("invalid type for comparison");
        };
    }

    private static boolean isBasic(Object value) {
        return value instanceof Boolean || value instanceof Long || value instanceof Double
                || value instanceof String;
    }
}
