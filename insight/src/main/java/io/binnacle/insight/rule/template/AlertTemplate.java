package io.binnacle.insight.rule.template;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The text of a label or an annotation of an alerting rule, with its places for values. */
public final class AlertTemplate {

    /** What Prometheus puts before each text; it counts in the columns of messages. */
    private static final String DEFINITIONS = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
            + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";
    private static final Map<String, Function> BUILT_IN = byName(BuiltIns.ALL);
    private static final Set<String> NAMES = names();

    private AlertTemplate() {
    }

    private static Map<String, Function> byName(List<Function> functions) {
        Map<String, Function> named = new HashMap<>();
        functions.forEach(function -> named.put(function.name(), function));
        return named;
    }

    private static Set<String> names() {
        Map<String, Function> all = byName(AlertFunctions.of(new AlertData(Map.of(), Map.of(), URI.create(""), 0.0,
                Instant.EPOCH, (expression, at) -> new Vector(List.of()))));
        all.putAll(BUILT_IN);
        return Set.copyOf(all.keySet());
    }

    /** What is wrong with the text, whatever the data. */
    public static Optional<String> fault(String alert, String text) {
        try {
            TemplateParser.parse(name(alert), DEFINITIONS + text, NAMES);
            return Optional.empty();
        } catch (TemplateFault fault) {
            return Optional.of(fault.getMessage());
        }
    }

    private static String name(String alert) {
        return "__alert_" + alert;
    }

    /**
     * The text with its places filled.
     *
     * @param alert the name of the rule
     * @throws TemplateFault it does not parse, or fails on these data; as Prometheus words it
     */
    public static String expand(String alert, String text, AlertData data) {
        if (!text.contains("{{")) {
            return text;
        }
        TemplateParser.Parsed parsed;
        try {
            parsed = TemplateParser.parse(name(alert), DEFINITIONS + text, NAMES);
        } catch (TemplateFault fault) {
            throw new TemplateFault("error parsing template " + name(alert) + ": " + fault.getMessage());
        }
        Map<String, Function> functions = new HashMap<>(BUILT_IN);
        functions.putAll(byName(AlertFunctions.of(data)));
        try {
            return Execution.run(parsed, functions, data);
        } catch (TemplateFault fault) {
            throw new TemplateFault("error executing template " + name(alert) + ": " + fault.getMessage());
        }
    }
}
