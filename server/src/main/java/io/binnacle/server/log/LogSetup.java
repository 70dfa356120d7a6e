package io.binnacle.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.binnacle.server.config.Configuration;
import org.slf4j.LoggerFactory;

/** Sets Logback up by code; Logback finds it as a service, before the first line is written. */
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String APPENDER = "standard error";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        set(context, Configuration.Log.Format.LOGFMT);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        // They tell at INFO what we tell ourselves, in fewer lines.
        for (String chatty : new String[]{"com.linecorp.armeria", "com.zaxxer.hikari", "org.flywaydb", "io.netty",
                "com.password4j", "com.github.kagkarlsson"}) {
            context.getLogger(chatty).setLevel(Level.WARN);
        }
        // A whole trace for every stranger who speaks something else than TLS to the port.
        context.getLogger("com.linecorp.armeria.server.HttpServerPipelineConfigurator").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Takes level and format from the configuration, once it is known. */
    public static void apply(Configuration.Log log) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            set(context, log.format());
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.valueOf(log.level().name()));
        }
    }

    private static void set(LoggerContext context, Configuration.Log.Format format) {
        LineEncoder encoder = new LineEncoder(format);
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(APPENDER);
        root.addAppender(appender);
    }
}
