package io.binnacle.telemetry.intake.remotewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One series of a request, and how the two messages of remote write spell it; straightforward, for comparison with what
 * the readers make of it.
 *
 * @param labels name, value, name, value, …, in the order in which they are sent
 */
record SentSeries(List<String> labels, List<Sample> samples) {

    /** One sample; the start is 0 for unknown, and left out by 1.0. */
    record Sample(long epochMillis, double value, long startMillis) {}

    static SentSeries of(long epochMillis, double value, String... labels) {
        return new SentSeries(List.of(labels), List.of(new Sample(epochMillis, value, 0)));
    }

    /** As 1.0 has it. */
    static byte[] writeRequest(List<SentSeries> series) {
        return ProtobufWriter.message(request -> series.forEach(one -> request.nested(1, one::writeFirst)));
    }

    /** As 2.0 has it. */
    static byte[] request(List<SentSeries> series) {
        Map<String, Integer> symbols = new LinkedHashMap<>();
        symbols.put("", 0);
        List<byte[]> messages = new ArrayList<>();
        for (SentSeries one : series) {
            messages.add(ProtobufWriter.message(writer -> one.writeSecond(writer, symbols)));
        }
        return ProtobufWriter.message(request -> {
            symbols.keySet().forEach(symbol -> request.text(4, symbol));
            messages.forEach(message -> request.bytes(5, message));
        });
    }

    private void writeFirst(ProtobufWriter message) {
        for (int i = 0; i < labels.size(); i += 2) {
            String name = labels.get(i);
            String value = labels.get(i + 1);
            message.nested(1, label -> label.text(1, name).text(2, value));
        }
        samples.forEach(sample -> message.nested(2, writeSample(sample)));
    }

    private void writeSecond(ProtobufWriter message, Map<String, Integer> symbols) {
        message.nested(1, refs -> labels.forEach(text -> refs.raw(ref(symbols, text))));
        samples.forEach(sample -> message.nested(2, writeSample(sample)));
    }

    static int ref(Map<String, Integer> symbols, String text) {
        return symbols.computeIfAbsent(text, key -> symbols.size());
    }

    private static Consumer<ProtobufWriter> writeSample(Sample sample) {
        return writer -> {
            writer.fixed64(1, sample.value()).varint(2, sample.epochMillis());
            if (sample.startMillis() != 0) {
                writer.varint(3, sample.startMillis());
            }
        };
    }
}
