package io.binnacle.telemetry.scrape.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.binnacle.telemetry.scrape.fetch.FetchMemory;

/** Some resources of a cluster, followed from the beginning to the close. Any thread may ask. */
public final class Cluster implements AutoCloseable {

    private final ApiServer server;
    private final List<ResourceWatch> watches;
    private long changes;

    public Cluster(ClusterAccess access, List<WatchedResource> resources, Pauses pauses, FetchMemory memory) {
        this.server = new ApiServer(access, memory);
        this.watches = resources.stream().map(one -> new ResourceWatch(one, server, pauses, this::changed)).toList();
        watches.forEach(ResourceWatch::start);
    }

    private synchronized void changed() {
        changes++;
        notifyAll();
    }

    /** A number that grows whenever something changed. */
    public synchronized long changes() {
        return changes;
    }

    /** Whether all objects of all resources were known once; waits for it until then, or until a problem shows. */
    public synchronized boolean awaitListed(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!isListed() && problem().isEmpty()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return isListed();
    }

    private boolean isListed() {
        return watches.stream().allMatch(ResourceWatch::isListed);
    }

    /** For people: why what is known may be old; empty when all is well. */
    public Optional<String> problem() {
        List<String> problems = new ArrayList<>();
        for (ResourceWatch watch : watches) {
            String problem = watch.problem();
            if (problem != null && !problems.contains(problem)) {
                problems.add(problem);
            }
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    /** In no order. */
    public List<ClusterObject> all(Resource resource) {
        List<ClusterObject> all = new ArrayList<>();
        for (ResourceWatch watch : watches) {
            if (watch.resource() == resource) {
                all.addAll(watch.objects());
            }
        }
        return all;
    }

    /** @param namespace empty when the resource has none */
    public Optional<ClusterObject> find(Resource resource, String namespace, String name) {
        for (ResourceWatch watch : watches) {
            Optional<ClusterObject> found = watch.resource() == resource
                    ? watch.find(namespace, name)
                    : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        watches.forEach(ResourceWatch::close);
        server.close();
    }
}
