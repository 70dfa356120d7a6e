package io.binnacle.server.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.WorldFault;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.QueryError;

/** What all routes under Prometheus' names share: GET and POST alike, and errors in Prometheus' form. */
final class PrometheusAnswers {

    private PrometheusAnswers() {
    }

    /** Both ends inclusive; nothing is in one that ends before it begins. */
    record TimeRange(long minMillis, long maxMillis) {

        boolean isEmpty() {
            return maxMillis < minMillis;
        }
    }

    /** A question about metrics that may be put as a URL or as a form. */
    static List<Route<?, ?>> getAndPost(String path, String operationId, String summary,
            Function<Call, Content> answering,
            Parameter... parameters) {
        return List.of(
                Route.get(path, operationId, summary).needs(Permission.METRIC_READ).form().with(parameters)
                        .returnsContent().handle(call -> answer(() -> answering.apply(call))),
                Route.post(path, operationId + "ByForm", summary).needs(Permission.METRIC_READ).form().with(parameters)
                        .returnsContent().handle(call -> answer(() -> answering.apply(call))));
    }

    /** That answer, or the error in Prometheus' form. */
    static Content answer(Supplier<Content> answer) {
        try {
            return answer.get();
        } catch (Wrong wrong) {
            return PrometheusJson.error(400, "bad_data", String.valueOf(wrong.getMessage()));
        } catch (QueryError error) {
            String message = String.valueOf(error.getMessage());
            return switch (error.kind()) {
                case INVALID -> PrometheusJson.error(400, "bad_data", message);
                case EXECUTION -> PrometheusJson.error(422, "execution", message);
                case CANCELED -> PrometheusJson.error(503, "canceled", message);
            };
        } catch (Corrupt damage) {
            return PrometheusJson.error(500, "internal", String.valueOf(damage.getMessage()));
        } catch (WorldFault fault) {
            return PrometheusJson.error(503, fault instanceof Overloaded ? "timeout" : "unavailable",
                    String.valueOf(fault.getMessage()));
        }
    }

    /** An expression that does not parse is a wrong parameter; Prometheus says which one. */
    static <T> T about(String parameter, Supplier<T> question) {
        try {
            return question.get();
        } catch (QueryError error) {
            String message = String.valueOf(error.getMessage());
            boolean ofExpression = message.contains("parse error:") || message.startsWith("invalid expression type")
                    || message.startsWith("match[]");
            if (error.kind() == QueryError.Kind.INVALID && ofExpression) {
                throw new Wrong(parameter, message);
            }
            throw error;
        }
    }

    /**
     * What {@code match[]} selects; one that takes everything is refused, as Prometheus does.
     *
     * @throws QueryError one does not parse
     */
    static List<List<Matcher>> selectors(List<String> texts) {
        List<List<Matcher>> selectors = new ArrayList<>();
        for (String text : texts) {
            List<Matcher> matchers = PromqlEngine.matchers(text);
            if (matchers.stream().allMatch(matcher -> matcher.matchesValue(""))) {
                throw QueryError.invalid("match[] must contain at least one non-empty matcher", text);
            }
            selectors.add(matchers);
        }
        return selectors;
    }

    /** The parameters {@code start} and {@code end}; all of time unless the call says otherwise. */
    static TimeRange timeRange(Call call) {
        long start = PrometheusParameters.time("start", call.query("start")).map(Instant::toEpochMilli)
                .orElse(Long.MIN_VALUE);
        long end = PrometheusParameters.time("end", call.query("end")).map(Instant::toEpochMilli)
                .orElse(Long.MAX_VALUE);
        return new TimeRange(start, end);
    }
}
