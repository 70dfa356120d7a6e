package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesReader;
import org.jspecify.annotations.Nullable;

/**
 * Goes through many series, in parts that follow each other in the series' order: the caller's thread takes part after part,
 * and so does a helper when one is idle. How the series are parted depends on their number alone, and what the parts made comes in
 * their order: so a query gives the same result, to the last bit, whoever worked on it.
 */
final class SeriesScan {

    /** Below twice as many, handing work over is not worth it. */
    private static final int PART_SERIES_MIN = 128;

    /** Of parts that cost nothing to put together. */
    static final int PARTS_MAX = 16;

    private final QueryContext context;

    SeriesScan(QueryContext context) {
        this.context = context;
    }

    /** What one part makes of its series. Belongs to the thread that works on the part. */
    interface Part {
        void visit(Series series);
    }

    /**
     * Has a part made of each slice of the series.
     *
     * @param partsMax more parts share the work better, and cost more to put together
     * @param begin makes a part, which looks at the query through that context alone
     */
    <P extends Part> List<P> run(List<Series> series, int partsMax, Function<QueryContext, P> begin) {
        int count = Math.clamp(series.size() / PART_SERIES_MIN, 1, partsMax);
        if (count == 1) {
            P only = begin.apply(context);
            series.forEach(only::visit);
            return List.of(only);
        }
        return new Run<>(series, count, begin).parts();
    }

    private final class Run<P extends Part> {

        private final List<Series> series;
        private final Function<QueryContext, P> begin;
        private final AtomicReferenceArray<@Nullable Done<P>> done;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Run(List<Series> series, int count, Function<QueryContext, P> begin) {
            this.series = series;
            this.begin = begin;
            this.done = new AtomicReferenceArray<>(count);
        }

        List<P> parts() {
            Optional<Future<?>> helper = Workers.help(() -> work(context.querier().reader()));
            work(context.reader());
            helper.ifPresent(this::await);
            rethrow();
            List<P> parts = new ArrayList<>(done.length());
            for (int i = 0; i < done.length(); i++) {
                Done<P> one = done.get(i);
                if (one == null) {
                    throw new BugException("a part was not made");
                }
                context.absorb(one.context());
                parts.add(one.part());
            }
            return parts;
        }

        private void work(SeriesReader reader) {
            try {
                for (int i = next.getAndIncrement(); i < done.length(); i = next.getAndIncrement()) {
                    QueryContext own = context.part(reader);
                    P part = begin.apply(own);
                    int from = (int) ((long) series.size() * i / done.length());
                    int to = (int) ((long) series.size() * (i + 1) / done.length());
                    series.subList(from, to).forEach(part::visit);
                    done.set(i, new Done<>(part, own));
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                context.budget().stop();
            }
        }

        /** The helper reads what the caller will close: it has to end first, whatever happens to the caller. */
        private void await(Future<?> helper) {
            boolean interrupted = false;
            while (true) {
                try {
                    helper.get();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                    context.budget().stop();
                } catch (ExecutionException e) {
                    failure.compareAndSet(null, e);
                    break;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
                context.checkpoint();
            }
        }

        private void rethrow() {
            Throwable found = failure.get();
            if (found instanceof Error error) {
                throw error;
            }
            if (found instanceof RuntimeException exception) {
                throw exception;
            }
            if (found != null) {
                throw new BugException("a helper ended in " + found);
            }
        }
    }

    private record Done<P>(P part, QueryContext context) {}
}
