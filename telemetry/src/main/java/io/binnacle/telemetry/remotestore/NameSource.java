package io.binnacle.telemetry.remotestore;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.binnacle.kernel.label.Matcher;

/** Asks for names and values of labels. There may be some of series without a sample in the range. Any number of threads. */
final class NameSource {

    private static final JsonFactory JSON = new JsonFactory();

    private final RemoteServer server;

    NameSource(RemoteServer server) {
        this.server = server;
    }

    List<String> names(List<Matcher> matchers, long minMillis, long maxMillis) {
        return ask("/api/v1/labels", matchers, minMillis, maxMillis);
    }

    List<String> values(String name, List<Matcher> matchers, long minMillis, long maxMillis) {
        return ask("/api/v1/label/" + RemoteServer.encoded(name) + "/values", matchers, minMillis, maxMillis);
    }

    private List<String> ask(String path, List<Matcher> matchers, long minMillis, long maxMillis) {
        List<String> found = new ArrayList<>();
        // By GET: values are given to nobody who asks by POST.
        server.get(path, List.of(new RemoteServer.Field("match[]", MatrixSource.selector(matchers)),
                new RemoteServer.Field("start", MatrixSource.seconds(minMillis)),
                new RemoteServer.Field("end", MatrixSource.seconds(maxMillis))), body -> read(body, found));
        return found;
    }

    private static void read(InputStream body, List<String> into) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("data")
                        && json.nextToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        into.add(json.getText());
                    }
                }
            }
        }
    }
}
