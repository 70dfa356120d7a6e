package io.binnacle.telemetry.intake.otlp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;

/** The labels of the series of one resource and scope, as Prometheus makes them of attributes. Immutable. */
final class ResourceLabels {

    private static final String SERVICE = "service.name";
    private static final String NAMESPACE = "service.namespace";
    private static final String INSTANCE = "service.instance.id";

    private final OtlpSettings settings;
    private final NameTranslation names;
    private final Map<String, String> resource;
    private final Map<String, String> shared = new LinkedHashMap<>();

    ResourceLabels(OtlpSettings settings, Map<String, String> resource) {
        this.settings = settings;
        this.names = new NameTranslation(settings.strategy());
        this.resource = new TreeMap<>(resource);
        this.resource.forEach((key, value) -> {
            if (settings.promotes(key)) {
                shared.putIfAbsent(names.label(key), value);
            }
        });
    }

    private ResourceLabels(ResourceLabels of, Map<String, String> scope) {
        this.settings = of.settings;
        this.names = of.names;
        this.resource = of.resource;
        this.shared.putAll(of.shared);
        scope.forEach((key, value) -> shared.put(names.label("otel_scope_" + key), value));
    }

    /** @param scope its name, version, schema_url and attributes; of no meaning without a name */
    ResourceLabels ofScope(Map<String, String> scope) {
        return settings.promoteScope() && !scope.getOrDefault("name", "").isEmpty()
                ? new ResourceLabels(this, scope)
                : this;
    }

    NameTranslation names() {
        return names;
    }

    /** Of a point with those attributes. */
    Map<String, String> of(Map<String, String> attributes) {
        Map<String, String> labels = new LinkedHashMap<>();
        new TreeMap<>(attributes).forEach((key, value) -> labels.merge(names.label(key), value,
                (first, second) -> first + ";" + second));
        shared.forEach(labels::putIfAbsent);
        identify(labels);
        return labels;
    }

    private void identify(Map<String, String> labels) {
        String service = resource.get(SERVICE);
        if (service != null) {
            String namespace = resource.get(NAMESPACE);
            labels.put("job", namespace == null ? service : namespace + "/" + service);
        }
        String instance = resource.get(INSTANCE);
        if (instance != null) {
            labels.put("instance", instance);
        }
    }

    /** Those of the series {@code target_info}; empty when the resource says nothing, or not whose it is. */
    Labels ofTarget() {
        Map<String, String> told = new TreeMap<>(resource);
        if (!settings.keepIdentifying()) {
            told.remove(SERVICE);
            told.remove(NAMESPACE);
            told.remove(INSTANCE);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        told.forEach((key, value) -> labels.merge(names.label(key), value, (first, second) -> first + ";" + second));
        boolean says = !labels.isEmpty();
        identify(labels);
        if (!says || !(labels.containsKey("job") || labels.containsKey("instance"))) {
            return Labels.empty();
        }
        labels.put(Label.METRIC_NAME, "target_info");
        return Labels.of(labels);
    }
}
