package io.binnacle.telemetry.remotestore;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;

/**
 * Reads samples by range selectors of the query API, {@code up{store="a"}[300000ms]}; the answer is a matrix of samples as they
 * are.
 *
 * <pre>
 *   {"status":"success","data":{"resultType":"matrix","result":[{"metric":{...},"values":[[1795435200.5,"1"],...]},...]}}
 * </pre>
 */
final class MatrixSource implements SampleSource {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double MILLIS = 1000;
    /**
     * Since Prometheus 3 a range does not have its first instant any more, and VictoriaMetrics reckons in seconds with a fraction, and
     * cuts off. What is too old is left out when it has come.
     */
    private static final long MARGIN_MILLIS = 1000;

    private final RemoteServer server;

    MatrixSource(RemoteServer server) {
        this.server = server;
    }

    @Override
    public void read(List<Matcher> matchers, long minMillis, long maxMillis, FetchedSamples into) {
        String query = selector(matchers) + "[" + (maxMillis - minMillis + MARGIN_MILLIS) + "ms]";
        server.askForm(ReadProtocol.QUERY.path(), List.of(new RemoteServer.Field("query", query),
                new RemoteServer.Field("time", seconds(maxMillis))), body -> read(body, into));
    }

    /** As PromQL has it. */
    static String selector(List<Matcher> matchers) {
        return matchers.stream().map(MatrixSource::text).collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(Matcher matcher) {
        String value = matcher.value().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        String name = matcher.name();
        // Names of other characters are known to Prometheus 3.
        String spelled = name.matches("[a-zA-Z_][a-zA-Z0-9_]*")
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return spelled + matcher.operator().symbol() + '"' + value + '"';
    }

    /** With the milliseconds. */
    static String seconds(long millis) {
        return "%d.%03d".formatted(Math.floorDiv(millis, 1000L), Math.floorMod(millis, 1000L));
    }

    private static void read(InputStream body, FetchedSamples into) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            boolean found = false;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("result")) {
                    found = true;
                    results(json, into);
                }
            }
            if (!found) {
                throw new Unavailable("the answer is no matrix");
            }
        }
    }

    private static void results(JsonParser json, FetchedSamples into) throws IOException {
        expect(json, JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                switch (json.currentName()) {
                    case "metric" -> into.series(metric(json));
                    case "values" -> values(json, into);
                    default -> {
                        json.nextToken();
                        json.skipChildren();
                    }
                }
            }
        }
    }

    private static Labels metric(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT);
        Labels.Builder labels = new Labels.Builder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            labels.set(name, text(json));
        }
        return labels.build();
    }

    private static void values(JsonParser json, FetchedSamples into) throws IOException {
        expect(json, JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_ARRAY) {
            json.nextToken();
            long millis = Math.round(json.getDoubleValue() * MILLIS);
            into.sample(millis, number(text(json)));
            expect(json, JsonToken.END_ARRAY);
        }
    }

    private static String text(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> parsed(text);
        };
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new Unavailable("the answer has a value that is no number: " + text, e);
        }
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.nextToken() != token) {
            throw new Unavailable("the answer is no matrix");
        }
    }
}
