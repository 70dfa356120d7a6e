package io.binnacle.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored")
class SendTogetherTest {

    private int written;
    /** At each flush, the bytes that had been written by then. */
    private final List<Integer> writtenAtFlush = new ArrayList<>();
    private final EmbeddedChannel connection = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written += ((ByteBuf) message).readableBytes();
            context.write(message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            writtenAtFlush.add(written);
            context.flush();
        }
    }, new FlushConsolidationHandler());

    SendTogetherTest() {
        SendTogether.install(connection.pipeline());
    }

    private static ByteBuf bytes(int count) {
        return Unpooled.wrappedBuffer(new byte[count]);
    }

    private int sent() {
        int sent = 0;
        for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
            sent += out.readableBytes();
            out.release();
        }
        return sent;
    }

    @Test
    void aBodyThatWaitsForItsHeadersGoesOutWithThem() {
        ChannelFuture headers = connection.write(bytes(600));
        headers.addListener(taken -> connection.write(bytes(30_000)));
        connection.flush();
        connection.runPendingTasks();
        assertThat(writtenAtFlush).startsWith(30_600);
        assertThat(sent()).isEqualTo(30_600);
    }

    @Test
    void aPieceOfABodyIsWrittenWhenTheSocketTookIt() {
        ChannelFuture piece = connection.write(bytes(SendTogether.FEW_BYTES + 1));
        assertThat(piece.isDone()).isFalse();
        connection.flush();
        connection.runPendingTasks();
        assertThat(piece.isSuccess()).isTrue();
        assertThat(sent()).isEqualTo(SendTogether.FEW_BYTES + 1);
    }

    @Test
    void manyFewBytesWaitForTheSocketToo() {
        int fast = 0;
        while (connection.write(bytes(SendTogether.FEW_BYTES)).isDone()) {
            fast++;
        }
        assertThat((long) fast * SendTogether.FEW_BYTES).isBetween((long) SendTogether.LINE_BYTES,
                SendTogether.LINE_BYTES + 2L * SendTogether.FEW_BYTES);
        connection.flush();
        connection.runPendingTasks();
        assertThat(sent()).isEqualTo((fast + 1) * SendTogether.FEW_BYTES);
    }

    @Test
    void aConnectionWithAWriteThatFailsIsClosed() {
        EmbeddedChannel broken = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                ((ByteBuf) message).release();
                promise.setFailure(new IllegalStateException("no room"));
            }
        }, new SendTogether());
        broken.write(bytes(10));
        assertThat(broken.isOpen()).isFalse();
    }
}
