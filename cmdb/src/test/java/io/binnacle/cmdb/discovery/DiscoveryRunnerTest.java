package io.binnacle.cmdb.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.discovery.DiscoveryRun.Outcome;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.jdbc.JdbcDiscoveryRuns;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.Database;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryRunnerTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final Database database = TestDatabase.create();
    private final InstantSource clock = InstantSource.system();
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), clock,
            new SimpleMeterRegistry());
    private final JdbcDiscoveryRuns runs = new JdbcDiscoveryRuns(database.jdbi(), clock);
    private final FakeDiscovery good = new FakeDiscovery("good", "m1");
    private final FakeDiscovery bad = new FakeDiscovery("bad", "m2");

    @AfterEach
    void close() {
        database.close();
    }

    private DiscoveryRunner runner(Duration interval, DiscoverySource... sources) {
        return new DiscoveryRunner(List.of(sources), cmdb, runs,
                new DiscoveryRunner.Settings(interval, 3), clock, new SimpleMeterRegistry());
    }

    private List<DiscoveryRun> ended(String source) {
        return runs.list(ListQuery.of("source:" + source + " -outcome:running")).items();
    }

    @Test
    void everySourceRunsAtOnceAndAFailingOneStopsNoOther() {
        good.item("server", "", "alpha", Map.of());
        bad.failWith(new IllegalStateException("no route to host"));
        try (DiscoveryRunner runner = runner(NEVER, bad, good)) {
            runner.start();
            await().untilAsserted(() -> {
                assertThat(ended("good")).hasSize(1);
                assertThat(ended("bad")).hasSize(1);
            });
        }
        DiscoveryRun succeeded = ended("good").getFirst();
        assertThat(succeeded.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(succeeded.saw()).isEqualTo(1);
        assertThat(succeeded.added()).isEqualTo(1);
        assertThat(succeeded.finishedAt()).isNotNull();
        DiscoveryRun failed = ended("bad").getFirst();
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.error()).isEqualTo("no route to host");
    }

    @Test
    void itRunsAgainAfterTheIntervalAndKeepsTheLastRecords() {
        try (DiscoveryRunner runner = runner(Duration.ofMillis(20), good)) {
            List<DiscoveryRun> heard = new CopyOnWriteArrayList<>();
            runner.onRun(heard::add);
            runner.start();
            await().until(() -> heard.stream().filter(run -> run.finishedAt() != null).count() >= 6);
        }
        assertThat(ended("good").size()).isBetween(1, 4);
    }

    @Test
    void aRunNeverOverlapsItself() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        DiscoverySource slow = new DiscoverySource() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public DiscoveryResult discover() {
                started.incrementAndGet();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return good.discover();
            }
        };
        try (DiscoveryRunner runner = runner(NEVER, slow)) {
            DiscoveryRun run = runner.runNow("slow");
            assertThat(run.outcome()).isEqualTo(Outcome.RUNNING);
            await().until(() -> started.get() == 1);
            assertThatThrownBy(() -> runner.runNow("slow")).isInstanceOf(Conflict.class);
            assertThat(runner.sources().getFirst().running()).isTrue();
            release.countDown();
            await().until(() -> !runner.sources().getFirst().running());
            assertThat(runner.sources().getFirst().nextRunAt()).isNotNull();
            assertThatThrownBy(() -> runner.runNow("none")).isInstanceOf(NotFound.class);
        }
        assertThat(started).hasValue(1);
    }

    @Test
    void whatAnEarlierServerLeftOpenIsInterrupted() {
        runs.save(new DiscoveryRun(new Ids(clock).next(), "good", clock.instant(), null, Outcome.RUNNING, 0, 0, 0, 0,
                List.of(), null));
        runs.closeInterrupted();
        assertThat(runs.latest("good").orElseThrow().outcome()).isEqualTo(Outcome.INTERRUPTED);
    }

    @Test
    void aSourceThatLooksWhenTheServerStopsIsInterrupted() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(1);
        DiscoverySource endless = new DiscoverySource() {
            @Override
            public String name() {
                return "endless";
            }

            @Override
            public DiscoveryResult discover() {
                looks.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return good.discover();
            }
        };
        good.item("server", "", "alpha", Map.of());
        DiscoveryRunner runner = runner(NEVER, endless);
        runner.start();
        looks.await();
        runner.close();
        DiscoveryRun run = ended("endless").getFirst();
        assertThat(run.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(run.error()).isEqualTo("the server was stopped during the run");
    }

    @Test
    void whatIsBeingWrittenWhenTheServerStopsIsWrittenWhole() throws InterruptedException {
        good.item("server", "", "alpha", Map.of());
        DiscoveryRunner runner = runner(NEVER, good);
        Thread closing = new Thread(runner::close);
        database.jdbi().useTransaction(other -> {
            other.execute("LOCK TABLE binnacle.configuration_item IN ACCESS EXCLUSIVE MODE");
            runner.start();
            await().until(() -> other.createQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .mapTo(Integer.class).one() > 0);
            closing.start();
            await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        });
        closing.join();
        DiscoveryRun run = ended("good").getFirst();
        assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(run.added()).isEqualTo(1);
    }
}
