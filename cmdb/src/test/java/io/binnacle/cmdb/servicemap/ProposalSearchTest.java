package io.binnacle.cmdb.servicemap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import io.binnacle.cmdb.servicemap.ProposalSearch.Application;
import io.binnacle.cmdb.servicemap.ProposalSearch.Connection;
import io.binnacle.cmdb.servicemap.ServiceProposal.End;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProposalSearchTest {

    private final List<Application> applications = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    private UUID application(int number, String name, @Nullable String product) {
        UUID id = new UUID(0, number);
        applications.add(new Application(new End(id, "application", name), product));
        return id;
    }

    private void connect(UUID from, UUID to) {
        connections.add(new Connection(from, to));
    }

    private List<ServiceProposal> found() {
        return ProposalSearch.of(applications, connections);
    }

    @Test
    void whatSomebodyIsConnectedToIsAService() {
        UUID shop = application(1, "shop", null);
        UUID database = application(2, "postgres:5432", "PostgreSQL");
        application(3, "alone", "Redis");
        connect(shop, database);
        assertThat(found()).singleElement().satisfies(proposal -> {
            assertThat(proposal.id()).isEqualTo(database);
            assertThat(proposal.name()).isEqualTo("PostgreSQL of shop");
            assertThat(proposal.reasons()).containsExactly("postgres:5432 is an instance of PostgreSQL",
                    "shop is connected to it");
        });
    }

    @Test
    void instancesOfOneProductThatTheSameProgramNeedsAreOne() {
        UUID shopHere = application(1, "shop", "Shop");
        UUID shopThere = application(2, "shop", "Shop");
        UUID[] databases = {application(3, "db1", "PostgreSQL"), application(4, "db2", "PostgreSQL"),
                application(5, "db3", "PostgreSQL")};
        UUID wiki = application(6, "wiki", "Wiki");
        UUID cache = application(7, "cache", "Redis");
        connect(shopHere, databases[0]);
        connect(shopThere, databases[1]);
        connect(wiki, databases[2]);
        connect(shopHere, cache);
        assertThat(found()).extracting(ServiceProposal::name).containsExactly("PostgreSQL of shop",
                "PostgreSQL of wiki", "Redis of shop");
        assertThat(found().getFirst().parts()).extracting(End::name).containsExactly("db1", "db2");
    }

    @Test
    void theOrderInWhichTheyComeDoesNotMatter() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(application(i, "a" + i, "P" + i % 4));
        }
        for (int i = 0; i < 30; i++) {
            connect(ids.get(i * 7 % 12), ids.get(i * 5 % 12));
        }
        List<ServiceProposal> first = found();
        Collections.shuffle(applications, new Random(7));
        Collections.shuffle(connections, new Random(8));
        assertThat(found()).isEqualTo(first).isNotEmpty();
    }
}
