package io.binnacle.server.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer on their way out: in one piece with its length when they are few, else in pieces, each written when the
 * caller has taken the one before. A request's time then holds for a piece, not for all of them. Closing it does nothing, so that a
 * writer that fails and closes what it wrote to does not make a whole answer of a broken one. One thread.
 */
final class AnswerStream extends OutputStream {

    /** A few of what a socket takes at a time; small beside the memory that a request needs anyway. */
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int FIRST_BYTES = 1024;

    private final ServiceRequestContext context;
    private final ResponseHeaders headers;
    private final CompletableFuture<HttpResponse> answer;
    private final long pieceMillis;
    private byte[] piece = new byte[FIRST_BYTES];
    private int length;
    private @Nullable HttpResponseWriter writer;
    private boolean left;

    /** @param answer completed with the first piece that goes out */
    AnswerStream(ServiceRequestContext context, ResponseHeaders headers, CompletableFuture<HttpResponse> answer) {
        this.context = context;
        this.headers = headers;
        this.answer = answer;
        this.pieceMillis = context.requestTimeoutMillis();
    }

    /** Whether a part is out, and with it the status. */
    boolean hasBegun() {
        return writer != null;
    }

    /** Whether the caller did not want the rest. */
    boolean callerLeft() {
        return left;
    }

    @Override
    public void write(int one) throws IOException {
        require(1);
        piece[length++] = (byte) one;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int rest = count;
        while (rest > 0) {
            require(rest);
            int part = Math.min(rest, piece.length - length);
            System.arraycopy(bytes, from, piece, length, part);
            length += part;
            from += part;
            rest -= part;
        }
    }

    /** Makes room for a byte, or more where they fit into one piece. */
    private void require(int more) throws IOException {
        if (length == PIECE_BYTES) {
            send();
            piece = new byte[PIECE_BYTES];
            length = 0;
        } else if (length + more > piece.length && piece.length < PIECE_BYTES) {
            piece = Arrays.copyOf(piece, Math.min(PIECE_BYTES, Math.max(length + more, 2 * piece.length)));
        }
    }

    private void send() throws IOException {
        HttpResponseWriter out = writer;
        if (out == null) {
            out = HttpResponse.streaming();
            out.write(headers);
            writer = out;
            answer.complete(out);
        } else {
            awaitTaken(out);
        }
        if (!out.tryWrite(HttpData.wrap(piece, 0, length))) {
            throw leaving(new IOException("the caller left"));
        }
    }

    private IOException leaving(IOException how) {
        left = true;
        return how;
    }

    private void awaitTaken(HttpResponseWriter out) throws IOException {
        try {
            out.whenConsumed().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw leaving(new InterruptedIOException("the caller left"));
        } catch (ExecutionException e) {
            throw leaving(new IOException("the caller left", e));
        }
        if (pieceMillis > 0) {
            context.setRequestTimeoutMillis(TimeoutMode.SET_FROM_NOW, pieceMillis);
        }
    }

    /** All is written. */
    void finish() throws IOException {
        HttpResponseWriter out = writer;
        if (out == null) {
            answer.complete(HttpResponse.of(headers, HttpData.wrap(piece, 0, length)));
            return;
        }
        if (length > 0) {
            send();
        }
        out.close();
    }

    /** Ends an answer of which a part is out, so that the caller sees that it is not whole. */
    void breakOff() {
        HttpResponseWriter out = writer;
        if (out != null) {
            // Any other exception Armeria would log once more.
            out.close(AbortedStreamException.get());
        }
    }
}
