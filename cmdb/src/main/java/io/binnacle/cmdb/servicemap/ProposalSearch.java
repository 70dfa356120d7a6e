package io.binnacle.cmdb.servicemap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import io.binnacle.cmdb.servicemap.ServiceProposal.End;
import org.jspecify.annotations.Nullable;

/**
 * Finds the technical services that applications suggest: instances of one product that are needed by the same program are
 * one service. The same applications and connections give the same answer, in whatever order they come.
 */
public final class ProposalSearch {

    private static final int CALLERS_NAMED = 2;

    /** An application in service; its product names it where a signature knows it. */
    public record Application(End end, @Nullable String product) {

        String kind() {
            return product == null ? end.name() : product;
        }
    }

    /** One application is connected to another. */
    public record Connection(UUID from, UUID to) {}

    private final Map<UUID, Application> applications = new TreeMap<>();
    private final Map<UUID, Set<UUID>> callers = new TreeMap<>();
    private final Map<UUID, UUID> leaders = new HashMap<>();

    private ProposalSearch(List<Application> applications, List<Connection> connections) {
        applications.forEach(each -> this.applications.put(each.end().id(), each));
        connections.stream().sorted(Comparator.comparing(Connection::to).thenComparing(Connection::from))
                .filter(each -> this.applications.containsKey(each.from()) && this.applications.containsKey(each.to()))
                .forEach(each -> callers.computeIfAbsent(each.to(), id -> new LinkedHashSet<>()).add(each.from()));
    }

    /** Undecided, by name. */
    public static List<ServiceProposal> of(List<Application> applications, List<Connection> connections) {
        return new ProposalSearch(applications, connections).find();
    }

    private List<ServiceProposal> find() {
        Map<String, UUID> firsts = new HashMap<>();
        for (Map.Entry<UUID, Set<UUID>> called : callers.entrySet()) {
            Application application = application(called.getKey());
            for (UUID caller : called.getValue()) {
                UUID first = firsts.putIfAbsent(application.kind() + '\0' + application(caller).kind(),
                        called.getKey());
                if (first != null) {
                    join(first, called.getKey());
                }
            }
        }
        Map<UUID, List<UUID>> groups = new TreeMap<>();
        callers.keySet().forEach(id -> groups.computeIfAbsent(leader(id), each -> new ArrayList<>()).add(id));
        return groups.values().stream().map(this::proposal)
                .sorted(Comparator.comparing(ServiceProposal::name).thenComparing(ServiceProposal::id)).toList();
    }

    private Application application(UUID id) {
        return Objects.requireNonNull(applications.get(id));
    }

    /** The smaller id leads, so that the proposal keeps its id when others join. */
    private void join(UUID one, UUID other) {
        UUID a = leader(one);
        UUID b = leader(other);
        if (!a.equals(b)) {
            leaders.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
        }
    }

    private UUID leader(UUID id) {
        UUID at = id;
        for (UUID next = leaders.get(at); next != null; next = leaders.get(at)) {
            at = next;
        }
        return at;
    }

    private ServiceProposal proposal(List<UUID> members) {
        List<End> parts = ends(members);
        Set<UUID> all = new LinkedHashSet<>();
        members.forEach(member -> all.addAll(callers.getOrDefault(member, Set.of())));
        members.forEach(all::remove);
        List<End> neededBy = ends(all);
        String kind = application(members.getFirst()).kind();
        List<String> names = neededBy.stream().map(End::name).distinct().toList();
        String shown = names.stream().limit(CALLERS_NAMED).collect(Collectors.joining(" and "))
                + (names.size() > CALLERS_NAMED ? " and others" : "");
        List<String> reasons = new ArrayList<>();
        reasons.add(parts.size() == 1
                ? parts.getFirst().name() + " is an instance of " + kind
                : parts.size() + " instances of " + kind + " are needed by the same program");
        reasons.add(neededBy.size() == 1
                ? neededBy.getFirst().name() + " is connected to it"
                : neededBy.size() + " applications are connected to it");
        return new ServiceProposal(members.getFirst(), shown.isEmpty() ? kind : kind + " of " + shown, reasons, parts,
                neededBy, null, null, null, null);
    }

    private List<End> ends(Iterable<UUID> ids) {
        List<End> ends = new ArrayList<>();
        ids.forEach(id -> ends.add(application(id).end()));
        ends.sort(Comparator.comparing(End::name).thenComparing(End::id));
        return ends;
    }
}
