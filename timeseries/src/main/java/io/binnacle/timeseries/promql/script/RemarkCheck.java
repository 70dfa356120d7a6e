package io.binnacle.timeseries.promql.script;

import java.util.List;
import java.util.regex.Pattern;

import io.binnacle.timeseries.promql.QueryResult;
import io.binnacle.timeseries.promql.script.ScriptCommand.Expectation;
import io.binnacle.timeseries.promql.script.ScriptCommand.Expectations;
import org.jspecify.annotations.Nullable;

/** Compares the remarks of an answer with the expected ones: all of those must be there, and then no others. */
final class RemarkCheck {

    /** Where in the query it is, and how far buckets had to be fixed; scripts of older releases of Prometheus do not say it. */
    private static final Pattern DETAILS = Pattern.compile("(, from buckets [^\"]+)? \\(\\d+:\\d+\\)$");

    private RemarkCheck() {
    }

    static boolean matches(Expectation expectation, String message) {
        return switch (expectation.match()) {
            case ANY -> true;
            case MESSAGE -> isMessage(expectation.text(), message)
                    || isMessage(expectation.text(), DETAILS.matcher(message).replaceFirst(""));
            case PATTERN -> Pattern.compile(expectation.text()).matcher(message).find();
        };
    }

    private static boolean isMessage(String expected, String message) {
        return message.equals(expected) || expected.equals('"' + message + '"');
    }

    static @Nullable String fault(Expectations expectations, QueryResult result) {
        String fault = fault(expectations, Expectation.Type.WARN, Expectation.Type.NO_WARN, result.warnings());
        return fault != null
                ? fault
                : fault(expectations, Expectation.Type.INFO, Expectation.Type.NO_INFO, result.infos());
    }

    private static @Nullable String fault(Expectations expectations, Expectation.Type some, Expectation.Type none,
            List<String> remarks) {
        if (expectations.has(none) && !remarks.isEmpty()) {
            return "expected no remarks, got " + remarks;
        }
        List<Expectation> wanted = expectations.of(some);
        for (Expectation expectation : wanted) {
            if (remarks.stream().noneMatch(remark -> matches(expectation, remark))) {
                return "expected " + expectation + ", got remarks " + remarks;
            }
        }
        for (String remark : wanted.isEmpty() ? List.<String>of() : remarks) {
            if (wanted.stream().noneMatch(expectation -> matches(expectation, remark))) {
                return "did not expect the remark " + remark;
            }
        }
        return null;
    }
}
