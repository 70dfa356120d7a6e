package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.kubernetes.Cluster;
import io.binnacle.telemetry.scrape.kubernetes.ClusterAccess;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;
import io.binnacle.telemetry.scrape.kubernetes.Pauses;
import io.binnacle.telemetry.scrape.kubernetes.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Targets in a cluster of Kubernetes, followed as they change. Nothing is told until all objects were listed once; from then on
 * what is known is told, also while the API server is away.
 */
final class KubernetesTargets implements TargetSource {

    /** Most clusters are listed in less; others are asked for again. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(10);

    private final DiscoverySettings.Kubernetes settings;
    private final FetchMemory memory;
    private final Pauses pauses;
    private @Nullable ClusterAccess access;
    private @Nullable Cluster cluster;
    private long told = -1;
    private List<TargetGroup> groups = List.of();

    KubernetesTargets(DiscoverySettings.Kubernetes settings, FetchMemory memory, Pauses pauses) {
        this.settings = settings;
        this.memory = memory;
        this.pauses = pauses;
    }

    @Override
    public List<TargetGroup> discover() throws IOException {
        Cluster now = opened();
        if (!now.awaitListed(FIRST_PATIENCE)) {
            throw new IOException(now.problem().orElse("the API server has not told all objects yet"));
        }
        // Asked before the objects: what changes in between is told the next time.
        long changes = now.changes();
        if (changes != told) {
            groups = groups(now);
            told = changes;
        }
        return groups;
    }

    private Cluster opened() throws IOException {
        if (cluster != null && cluster.problem().isPresent() && !settings.source().access().equals(access)) {
            // A kubeconfig that names another server or another user by now.
            close();
        }
        Cluster present = cluster;
        if (present == null) {
            ClusterAccess found = settings.source().access();
            present = new Cluster(found, settings.scope().resources(settings.role(), settings.source()), pauses,
                    memory);
            access = found;
            cluster = present;
        }
        return present;
    }

    @Override
    public Optional<String> problem() {
        Cluster present = cluster;
        return present == null ? Optional.empty() : present.problem();
    }

    private List<TargetGroup> groups(Cluster now) {
        Attachments attachments = new Attachments(now, settings.scope().attached().contains(Resource.NODES),
                settings.scope().attached().contains(Resource.NAMESPACES));
        ObjectTargets targets = switch (settings.role()) {
            case NODE -> new NodeTargets();
            case SERVICE -> new ServiceTargets(attachments);
            case POD -> new PodTargets(attachments);
            case ENDPOINTS -> new EndpointsTargets(now, attachments);
            case ENDPOINTSLICE -> new EndpointSliceTargets(now, attachments);
            case INGRESS -> new IngressTargets(attachments);
        };
        List<ClusterObject> objects = now.all(settings.role().resources().getFirst());
        objects.sort(Comparator.comparing(ClusterObject::namespace).thenComparing(ClusterObject::name));
        List<TargetGroup> all = new ArrayList<>(objects.size());
        objects.forEach(object -> all.add(targets.group(object)));
        return all;
    }

    @Override
    public void close() {
        Cluster present = cluster;
        cluster = null;
        told = -1;
        if (present != null) {
            present.close();
        }
    }
}
