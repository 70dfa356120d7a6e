package io.binnacle.telemetry.scrape.kubernetes;

/**
 * Objects that are followed.
 *
 * @param namespace empty for all
 * @param labelSelector in the API's words; empty for none
 * @param fieldSelector in the API's words; empty for none
 */
public record WatchedResource(Resource resource, String namespace, String labelSelector, String fieldSelector) {

    /** For people: which ones. */
    @Override
    public String toString() {
        if (!resource.isNamespaced()) {
            return resource.word();
        }
        return resource.word() + (namespace.isEmpty() ? " in all namespaces" : " in the namespace " + namespace);
    }
}
