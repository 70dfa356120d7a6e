package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Targets in the domain name system; a name that cannot be asked for keeps what it told before. */
final class DnsTargets implements TargetSource {

    private static final String META = "__meta_dns_";

    private final DiscoverySettings.Dns settings;
    private final DnsRecords records;
    private final Map<String, TargetGroup> known = new HashMap<>();

    DnsTargets(DiscoverySettings.Dns settings, DnsRecords records) {
        this.settings = settings;
        this.records = records;
    }

    @Override
    public List<TargetGroup> discover() throws IOException {
        IOException failure = null;
        for (String name : settings.names()) {
            try {
                known.put(name, group(name));
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null && known.isEmpty()) {
            throw failure;
        }
        return List.copyOf(known.values());
    }

    private TargetGroup group(String name) throws IOException {
        List<Map<String, String>> targets = new ArrayList<>();
        for (String found : records.find(name, settings.type())) {
            Map<String, String> labels = target(found.split(" "));
            if (labels != null) {
                labels.put(META + "name", name);
                targets.add(labels);
            }
        }
        return new TargetGroup(name, targets, Map.of());
    }

    private @Nullable Map<String, String> target(String[] words) {
        Map<String, String> labels = new HashMap<>();
        String last = words[words.length - 1];
        String host = last.endsWith(".") ? last.substring(0, last.length() - 1) : last;
        switch (settings.type()) {
            case "SRV" -> {
                if (words.length < 4) {
                    return null;
                }
                labels.put(META + "srv_record_target", last);
                labels.put(META + "srv_record_port", words[2]);
                labels.put(TargetGroup.ADDRESS, host + ":" + words[2]);
                return labels;
            }
            case "MX" -> labels.put(META + "mx_record_target", last);
            case "NS" -> labels.put(META + "ns_record_target", last);
            default -> {
                // An address says all there is to say.
            }
        }
        labels.put(TargetGroup.ADDRESS, (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + settings.port());
        return labels;
    }
}
