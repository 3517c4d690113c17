package canbao.jobs.source;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.SecretFile;
import canbao.jobs.run.Settings;
import canbao.udfs.Pseudonym;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The pseudonym that the people of a lake are known by. With another secret everybody in it would
 * be a new person, so the lake keeps what tells its secret from others and gives nothing of it
 * away.
 */
public final class LakePseudonym {

  /** One row: what the pseudonym makes of a text that is no document. */
  public static final TableHome HOME =
      TableHome.of("quality.pseudonym", "标识密钥的指纹 / which secret the person keys are made with")
          .column("fingerprint STRING NOT NULL", "HMAC-SHA-256 of a fixed text 密钥指纹")
          .keyedBy("fingerprint")
          .appendOnly();

  private static final UTF8String NO_DOCUMENT = UTF8String.fromString("canbao");

  private LakePseudonym() {}

  /**
   * That of a lake.
   *
   * @throws JobFailure USAGE if there is no secret, it is too short, or it is not the lake's
   */
  public static Pseudonym of(Lake lake, Settings settings) {
    Pseudonym pseudonym = new Pseudonym(SecretFile.of(settings));
    String fingerprint = fingerprint(pseudonym);
    boolean isAnother =
        lake.table(HOME.qualifiedName()).stream()
            .flatMap(rows -> rows.collectAsList().stream())
            .anyMatch(row -> !row.getString(0).equals(fingerprint));
    if (isAnother) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The secret in " + SecretFile.place(settings) + " is not that of the lake",
          "the people of " + lake.folder() + " are known by another; with it all would be new",
          "Put the secret there that the lake was begun with, or begin another lake");
    }
    return pseudonym;
  }

  /**
   * The same of a lake that may be new: it is known by this secret from now on. The environment
   * {@code local} makes one for a new lake.
   */
  public static Pseudonym begin(Lake lake, Settings settings) {
    if (lake.exists(HOME)) {
      return of(lake, settings);
    }
    SecretFile.createIfLocal(settings);
    Pseudonym pseudonym = of(lake, settings);
    List<Row> row = List.of(RowFactory.create(fingerprint(pseudonym)));
    lake.add(HOME, lake.spark().createDataFrame(row, HOME.columns()));
    return pseudonym;
  }

  private static String fingerprint(Pseudonym pseudonym) {
    return HexFormat.of().formatHex(pseudonym.digest(NO_DOCUMENT));
  }
}
