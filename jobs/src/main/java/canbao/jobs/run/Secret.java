package canbao.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of the pseudonyms. Whoever has it can find out a person's key from a document number, so
 * it lies outside the lake; whoever loses it cannot link new rows to old ones.
 */
public final class Secret {

  /** Name of the environment variable that goes before the file. */
  public static final String VARIABLE = "CANBAO_SECRET";

  private static final Logger LOG = LoggerFactory.getLogger(Secret.class);
  private static final int FEWEST_BYTES = 16;
  private static final int NEW_BYTES = 32;

  private Secret() {}

  /**
   * The secret from the environment, else from the file of the settings. The environment {@code
   * local} makes its own file where there is none, and says so.
   *
   * @throws JobFailure if there is none or it is too short
   */
  public static byte[] load(Settings settings) {
    String variable = System.getenv(VARIABLE);
    if (variable != null) {
      return checked(variable, "the environment variable " + VARIABLE);
    }
    Path file = settings.secretFile();
    try {
      if (!Files.exists(file)) {
        refuseUnlessLocal(settings);
        create(file);
      }
      return checked(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (IOException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          "Cannot read the secret of the pseudonyms from " + file,
          e.getClass().getSimpleName(),
          "Set " + VARIABLE + " or give a readable secret_file in the settings");
    }
  }

  private static void refuseUnlessLocal(Settings settings) {
    if (!settings.environment().equals("local")) {
      throw new JobFailure(
          ExitCode.USAGE,
          "There is no secret for the pseudonyms",
          VARIABLE + " is not set and " + settings.secretFile() + " does not exist",
          "Provide the secret that the lake was made with; only the environment local makes one");
    }
  }

  private static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    byte[] random = new byte[NEW_BYTES];
    new SecureRandom().nextBytes(random);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          HexFormat.of().formatHex(random),
          StandardCharsets.UTF_8,
          StandardOpenOption.TRUNCATE_EXISTING);
      LOG.info("made a new secret for the pseudonyms in {}: keep it as long as the lake", file);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("another process has made {}", file);
    }
  }

  private static byte[] checked(String text, String origin) {
    byte[] secret = text.strip().getBytes(StandardCharsets.UTF_8);
    if (secret.length < FEWEST_BYTES) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The secret in " + origin + " is too short",
          "it has " + secret.length + " bytes, a pseudonym needs " + FEWEST_BYTES,
          "Use a random one, such as 64 hexadecimal digits");
    }
    return secret;
  }
}
