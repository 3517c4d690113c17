package canbao.jobs;

import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.Configuration;

/** The log as an operator reads it on standard error. */
public final class LogText {

  private static final AtomicInteger COPIES = new AtomicInteger();

  private LogText() {}

  /**
   * Runs some work and copies what is logged meanwhile, by whomever: another test may run beside
   * it.
   *
   * <p>The log keeps the stream that standard error was when it started: it gets a second one.
   */
  public static void copied(OutputStream copy, Runnable work) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration log = context.getConfiguration();
    String name = "copy " + COPIES.incrementAndGet();
    OutputStreamAppender appender =
        OutputStreamAppender.newBuilder()
            .setName(name)
            .setTarget(copy)
            .setLayout(log.getAppender("text").getLayout())
            .build();
    appender.start();
    log.getRootLogger().addAppender(appender, null, null);
    context.updateLoggers();
    try {
      work.run();
    } finally {
      log.getRootLogger().removeAppender(name);
      context.updateLoggers();
      appender.stop();
    }
  }
}
