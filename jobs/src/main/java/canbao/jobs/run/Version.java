package canbao.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that Maven writes into every jar. */
public final class Version {

  private static final String FILE = "/META-INF/maven/canbao/canbao-jobs/pom.properties";

  private Version() {}

  public static String ofBuild() {
    try (InputStream stream = Version.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        return "(not packaged)";
      }
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE, e);
    }
  }
}
