package io.binnacle.cmdb.intent.netbox;

import java.util.Set;

import io.binnacle.cmdb.intent.Values;

/** Tenants, contacts, makers and providers. */
final class PartyMapping {

    private static final String GROUP = "group";

    private final Mapping mapping;
    private final NetboxDump dump;

    PartyMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        for (NetboxObject tenant : dump.all("tenancy.tenant")) {
            mapping.item(tenant, "tenant", tenant.name(),
                    new Values().put(GROUP, dump.nameOf(tenant, GROUP, "tenancy.tenantgroup")));
        }
        for (NetboxObject contact : dump.all("tenancy.contact")) {
            mapping.item(contact, "person", contact.name(), new Values().put("email", contact.text("email"))
                    .put("phone", contact.text("phone")).put("job_title", contact.text("title"))
                    .put("postal_address", contact.text("address")).put("web_page", contact.text("link"))
                    .put(GROUP, dump.nameOf(contact, GROUP, "tenancy.contactgroup")));
        }
        for (NetboxObject maker : dump.all("dcim.manufacturer")) {
            mapping.item(maker, "manufacturer", maker.name(), new Values());
        }
        for (NetboxObject provider : dump.all("circuits.provider")) {
            mapping.item(provider, "provider", provider.name(),
                    new Values().put("account_number", provider.text("account")));
        }
        for (String folded : Set.of("tenancy.tenantgroup", "tenancy.contactgroup")) {
            dump.all(folded).forEach(each -> mapping.draft().folded(folded));
        }
        return Set.of("tenancy.tenant", "tenancy.contact", "dcim.manufacturer", "circuits.provider",
                "tenancy.tenantgroup", "tenancy.contactgroup");
    }
}
