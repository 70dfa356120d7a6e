package io.binnacle.cmdb.intent.netbox;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.intent.IntentDraft;
import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.model.CiModel;

/**
 * NetBox's whole content, as {@code manage.py dumpdata} writes it. What NetBox keeps for itself (its users, sessions,
 * rights, log) is skipped; groups, roles, platforms and tags become attributes of what carries them; cable paths are
 * traced anew, so that a path that NetBox has not updated misleads nobody.
 */
public final class NetboxIntent implements IntentFormat {

    private static final int GLANCE = 256;
    private static final Map<String, String> OWN = Map.of("admin", "NetBox's own log", "auth",
            "NetBox's own accounts", "contenttypes", "NetBox's own table of kinds", "sessions", "NetBox's own sessions",
            "users", "NetBox's own accounts", "account", "NetBox's own accounts", "social_django",
            "NetBox's own accounts", "django_rq", "NetBox's own jobs", "core", "NetBox's own jobs");

    @Override
    public String name() {
        return "netbox";
    }

    @Override
    public boolean takes(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, GLANCE), StandardCharsets.UTF_8);
        return start.stripLeading().startsWith("[");
    }

    @Override
    public Set<String> claims() {
        return Set.of("equipment");
    }

    @Override
    public IntentSet read(byte[] content, String source, CiModel model) {
        NetboxDump dump = NetboxDump.read(content);
        IntentDraft draft = new IntentDraft();
        Mapping mapping = new Mapping(dump, model, draft, source);
        Set<String> mapped = new HashSet<>();
        mapped.addAll(new PartyMapping(mapping).run());
        mapped.addAll(new PlaceMapping(mapping).run());
        mapped.addAll(new TypeMapping(mapping).run());
        mapped.addAll(new DeviceMapping(mapping).run());
        mapped.addAll(new VirtualMapping(mapping).run());
        mapped.addAll(new PortMapping(mapping).run());
        mapped.addAll(new CircuitMapping(mapping).run());
        mapped.addAll(new PowerMapping(mapping).run());
        mapped.addAll(new AddressMapping(mapping).run());
        mapped.addAll(new CableMapping(mapping).run());
        mapped.addAll(new LabelMapping(mapping).run());
        for (String kind : dump.models()) {
            if (!mapped.contains(kind)) {
                dump.all(kind).forEach(each -> draft.skipped(kind, reason(kind)));
            }
        }
        dump.nameless().forEach(each -> draft.skipped(each.model(), OWN.containsKey(application(each.model()))
                ? reason(each.model())
                : "has no key of its own"));
        return draft.finish();
    }

    private static String application(String kind) {
        int dot = kind.indexOf('.');
        return dot < 0 ? kind : kind.substring(0, dot);
    }

    private static String reason(String kind) {
        return OWN.getOrDefault(application(kind), "no class of items for it");
    }
}
