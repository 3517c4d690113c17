package canbao.jobs.run;

import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * The log on standard error: one line a step, Spark only when it warns, no exception's message.
 *
 * <p>An operator who names a file in {@code log4j2.configurationFile} keeps it.
 */
public final class Logs {

  /** Which appender of {@code log4j2.properties} is used. */
  private static final String FORM = "canbao.log";

  private static final URI OURS = resource();

  private static LogForm started;

  private Logs() {}

  /** Uses our log from now on; on a cluster Spark has started with its own. */
  public static synchronized void start(LogForm form) {
    if (form == started) {
      return;
    }
    started = form;
    System.setProperty(FORM, form.name().toLowerCase(Locale.ROOT));
    boolean hasOwnFile =
        Stream.of("log4j2.configurationFile", "log4j.configurationFile")
            .anyMatch(name -> System.getProperty(name) != null);
    if (!hasOwnFile) {
      Configurator.reconfigure(OURS);
    }
  }

  /** Beside this class, whatever other file of the name a cluster puts before it. */
  private static URI resource() {
    String self = Logs.class.getName().replace('.', '/') + ".class";
    String url = Logs.class.getResource("/" + self).toString();
    return URI.create(url.substring(0, url.length() - self.length()) + "log4j2.properties");
  }
}
