package io.binnacle.operations.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.AlertLife;
import io.binnacle.operations.OperationsRig;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.list.ListQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.binnacle.operations.OperationsRig.ANA;
import static org.assertj.core.api.Assertions.assertThat;

class IncidentRaceTest {

    private static final int THREADS = 24;

    private final OperationsRig rig = new OperationsRig();
    private final ConfigurationItem item = rig.item("web-1");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void manyAlertsOfOneItemAtOnceOpenExactlyOneIncident() throws Exception {
        List<AlertLife> alerts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            alerts.add(new AlertLife(rig, "rule-" + i, item, i % 2 == 0 ? Severity.CRITICAL : Severity.WARNING));
        }
        atOnce(alerts.stream().<Callable<AlertLife>>map(alert -> alert::fire).toList());
        List<Incident> all = rig.incidents.list(ListQuery.ALL).items();
        assertThat(all).singleElement().satisfies(incident -> {
            assertThat(incident.number()).isEqualTo("INC-1");
            assertThat(incident.alertsFiring()).isEqualTo(THREADS);
            assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
        });
        assertThat(rig.verbs("INC-1").stream().filter("opened"::equals)).hasSize(1);

        atOnce(alerts.stream().<Callable<AlertLife>>map(alert -> alert::resolve).toList());
        assertThat(rig.incidents.get("INC-1").status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(rig.verbs("INC-1").stream().filter("resolved"::equals)).hasSize(1);
    }

    @Test
    void peopleAndAlertsThatOpenAtOnceAgreeOnOneIncident() throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            if (i % 2 == 0) {
                AlertLife alert = new AlertLife(rig, "rule-" + i, item, Severity.MAJOR);
                calls.add(() -> {
                    alert.fire();
                    return "alert";
                });
            } else {
                calls.add(() -> openByHand());
            }
        }
        atOnce(calls);
        assertThat(rig.incidents.list(ListQuery.ALL).items()).singleElement()
                .extracting(Incident::alertsFiring).isEqualTo(THREADS / 2);
    }

    private String openByHand() {
        try {
            return rig.incidents.open(ANA, new OpenIncident("by hand", Severity.INFO, item.id(), null, null)).number();
        } catch (Conflict e) {
            return "refused";
        }
    }

    @Test
    void ofManyWhoAcknowledgeAtOnceOneIsFirst() throws Exception {
        new AlertLife(rig, "full", item, Severity.MAJOR).fire();
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Actor actor = new Actor(Actor.Kind.USER, "user-" + i, null);
            calls.add(() -> {
                try {
                    return "first: " + rig.incidents.acknowledge(actor, "INC-1", null).owner();
                } catch (Conflict e) {
                    return "refused";
                }
            });
        }
        List<String> results = atOnce(calls);
        String owner = rig.incidents.get("INC-1").owner();
        assertThat(results.stream().filter(result -> !result.equals("refused"))).containsExactly("first: " + owner);
        assertThat(rig.verbs("INC-1").stream().filter("acknowledged"::equals)).hasSize(1);
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> call : calls) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
