package io.loopai.jobs;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The warnings that a class logs until this is closed. */
final class Warnings extends AbstractAppender implements AutoCloseable {

    private final Logger logger;
    private final List<String> messages = new ArrayList<>();

    private Warnings(Logger logger) {
        super("warnings", null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
    }

    static Warnings of(Class<?> type) {
        Warnings warnings = new Warnings((Logger) LogManager.getLogger(type));
        warnings.start();
        warnings.logger.addAppender(warnings);
        warnings.logger.setLevel(Level.WARN);
        return warnings;
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void append(LogEvent event) {
        messages.add(event.getMessage().getFormattedMessage());
    }

    @Override
    public void close() {
        logger.removeAppender(this);
        logger.setLevel(Level.OFF);
    }
}
