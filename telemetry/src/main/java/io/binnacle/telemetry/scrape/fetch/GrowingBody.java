package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

/** Gathers a body as it comes, within its bound and that of all bodies; hangs up at what is beyond. */
final class GrowingBody implements BodySubscriber<Fetched> {

    private final Fetched into;
    private final long bytesMax;
    private final CompletableFuture<Fetched> whole = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    GrowingBody(Fetched into, long bytesMax) {
        this.into = into;
        this.bytesMax = bytesMax;
    }

    @Override
    public CompletionStage<Fetched> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (whole.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                int length = buffer.remaining();
                if (into.size + (long) length > bytesMax) {
                    throw new IOException("body size limit exceeded: more than " + bytesMax + " bytes");
                }
                into.reserve(into.size + length);
                buffer.get(into.bytes, into.size, length);
                into.size += length;
            }
        } catch (IOException e) {
            Subscription current = subscription;
            if (current != null) {
                current.cancel();
            }
            whole.completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(into);
    }
}
