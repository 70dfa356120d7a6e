package io.binnacle.benchmarks;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a server answered to a question, in a form in which two servers' answers can be compared.
 *
 * @param points by series, by time in seconds; an element that has no samples, a text or a series, has none
 */
record Answer(NavigableMap<String, Map<String, Double>> points) {

    /** How much two numbers may differ, relative to the greater one. */
    static final double TOLERANCE = 1e-9;

    /** @param answer the whole of a successful answer of Prometheus' API */
    static Answer of(JsonNode answer) {
        JsonNode data = answer.path("data");
        NavigableMap<String, Map<String, Double>> points = new TreeMap<>();
        for (JsonNode element : data.isArray() ? data : data.path("result")) {
            JsonNode metric = element.path("metric");
            Map<String, Double> samples = points.computeIfAbsent(
                    name(metric.isMissingNode() ? element : metric), key -> new TreeMap<>());
            for (JsonNode point : element.path("values")) {
                put(samples, point);
            }
            if (element.has("value")) {
                put(samples, element.path("value"));
            }
        }
        return new Answer(points);
    }

    private static String name(JsonNode element) {
        if (!element.isObject()) {
            return element.asText();
        }
        NavigableMap<String, String> labels = new TreeMap<>();
        element.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels.toString();
    }

    private static void put(Map<String, Double> samples, JsonNode point) {
        String text = point.get(1).asText();
        samples.put(Double.toString(point.get(0).asDouble()),
                Double.parseDouble(text.endsWith("Inf") ? text.replace("Inf", "Infinity") : text));
    }

    long pointCount() {
        return points.values().stream().mapToLong(Map::size).sum();
    }

    /** How many elements one of the two has and the other has not, or not at the same times. */
    long elementsThatDiffer(Answer other) {
        long differ = other.points.keySet().stream().filter(name -> !points.containsKey(name)).count();
        for (Map.Entry<String, Map<String, Double>> one : points.entrySet()) {
            Map<String, Double> same = other.points.get(one.getKey());
            differ += same == null || !same.keySet().equals(one.getValue().keySet()) ? 1 : 0;
        }
        return differ;
    }

    /** The greatest relative difference between two values of the same series and time. */
    double greatestDifference(Answer other) {
        double greatest = 0;
        for (Map.Entry<String, Map<String, Double>> one : points.entrySet()) {
            Map<String, Double> same = other.points.getOrDefault(one.getKey(), Map.of());
            for (Map.Entry<String, Double> point : one.getValue().entrySet()) {
                Double theirs = same.get(point.getKey());
                if (theirs != null) {
                    greatest = Math.max(greatest, difference(point.getValue(), theirs));
                }
            }
        }
        return greatest;
    }

    private static double difference(double left, double right) {
        if (Double.compare(left, right) == 0) {
            return 0;
        }
        double difference = Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
}
