package io.binnacle.telemetry.scrape.kubernetes;

import java.util.Locale;

/** A kind of objects of the API, and where they are listed. */
public enum Resource {

    NODES("/api/v1", false), NAMESPACES("/api/v1", false), PODS("/api/v1", true), SERVICES("/api/v1", true), ENDPOINTS(
            "/api/v1", true), ENDPOINTSLICES("/apis/discovery.k8s.io/v1", true), INGRESSES(
                    "/apis/networking.k8s.io/v1", true);

    private final String group;
    private final boolean namespaced;

    Resource(String group, boolean namespaced) {
        this.group = group;
        this.namespaced = namespaced;
    }

    /** In the API's own spelling, as roles of access control name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its objects are in namespaces. */
    public boolean isNamespaced() {
        return namespaced;
    }

    /** @param namespace empty for all */
    String path(String namespace) {
        return namespace.isEmpty() ? group + "/" + word() : group + "/namespaces/" + namespace + "/" + word();
    }
}
