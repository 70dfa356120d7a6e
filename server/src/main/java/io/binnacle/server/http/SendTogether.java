package io.binnacle.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Sends what is written to a connection within one turn of its thread in one write, so that whoever asked is woken once for an
 * answer. A body is asked for when its headers are written; so a few bytes count as written once they stand in line, as long as
 * little does: whoever writes more waits for the socket, as ever. One a connection.
 */
final class SendTogether extends FlushConsolidationHandler {

    /** Larger than headers are, smaller than a piece of a body. */
    static final int FEW_BYTES = 4096;
    /** What may stand in line beside them. */
    static final int LINE_BYTES = 16 * 1024;

    SendTogether() {
        super(DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true);
    }

    /** Takes the place of the handler that does so only while a request is being read. */
    static void install(ChannelPipeline pipeline) {
        pipeline.replace(FlushConsolidationHandler.class, null, new SendTogether());
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes) || bytes.readableBytes() > FEW_BYTES || inLine(context) > LINE_BYTES) {
            context.write(message, promise);
            return;
        }
        context.write(message).addListener(written -> {
            if (!written.isSuccess()) {
                // Whoever wrote it was told that all is well.
                context.close();
            }
        });
        promise.trySuccess();
    }

    private static long inLine(ChannelHandlerContext context) {
        ChannelOutboundBuffer line = context.channel().unsafe().outboundBuffer();
        return line == null ? Long.MAX_VALUE : line.totalPendingWriteBytes();
    }
}
