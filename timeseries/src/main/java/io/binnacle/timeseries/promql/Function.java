package io.binnacle.timeseries.promql;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.timeseries.promql.Expression.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a function that Prometheus knows; {@link FunctionCalls} knows which of them are evaluated.
 *
 * @param optional how many of the last parameter there may be beyond none: 0 exactly one, -1 any number
 */
record Function(String name, List<ValueType> parameters, int optional, ValueType returns) {

    private static final Map<String, Function> ALL = new HashMap<>();

    static {
        // v: instant vector, m: range vector, s: scalar, t: string; before the colon the result.
        declare("v:v", "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn"
                + " sin sinh sort sort_desc sqrt tan tanh timestamp histogram_avg histogram_count histogram_stddev"
                + " histogram_stdvar histogram_sum");
        declare("v:m", "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta"
                + " increase irate last_over_time mad_over_time max_over_time min_over_time present_over_time rate"
                + " resets stddev_over_time stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time"
                + " ts_of_max_over_time ts_of_min_over_time");
        declare("v:v?", "day_of_month day_of_week day_of_year days_in_month hour minute month year");
        declare("v:vss", "clamp");
        declare("v:vs", "clamp_max clamp_min");
        declare("v:vs?", "round");
        declare("v:sm", "quantile_over_time");
        declare("v:ms", "predict_linear");
        declare("v:mss", "double_exponential_smoothing");
        declare("v:sv", "histogram_quantile");
        declare("v:vts*", "histogram_quantiles");
        declare("v:ssv", "histogram_fraction");
        declare("v:vttt*", "label_join");
        declare("v:vtttt", "label_replace");
        declare("v:vt*", "sort_by_label sort_by_label_desc");
        declare("v:vv?", "info");
        declare("v:s", "vector");
        declare("s:v", "scalar");
        declare("s:ss", "max_of min_of");
        declare("s:", "pi time start end step range");
    }

    private static void declare(String form, String names) {
        ValueType result = type(form.charAt(0));
        String letters = form.substring(2).replace("?", "").replace("*", "");
        int optional = form.endsWith("?") ? 1 : form.endsWith("*") ? -1 : 0;
        ValueType[] parameters = letters.chars().mapToObj(letter -> type((char) letter)).toArray(ValueType[]::new);
        for (String name : names.split(" ", -1)) {
            ALL.put(name, new Function(name, Arrays.asList(parameters), optional, result));
        }
    }

    private static ValueType type(char letter) {
        return switch (letter) {
            case 'v' -> ValueType.VECTOR;
            case 'm' -> ValueType.MATRIX;
            case 's' -> ValueType.SCALAR;
            default -> ValueType.STRING;
        };
    }

    static @Nullable Function named(String name) {
        return ALL.get(name);
    }

    int argumentsMin() {
        return optional == 0 ? parameters.size() : parameters.size() - 1;
    }

    int argumentsMax() {
        return optional < 0 ? Integer.MAX_VALUE : argumentsMin() + optional;
    }

    ValueType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }
}
