package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.asc_nulls_last;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc_nulls_last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.upper;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.OwnersFile;
import canbao.jobs.run.Settings;
import canbao.jobs.source.LakePseudonym;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Gives the open rows of a day's list out to whom they are to be visited by, as a {@link
 * VisitForm}. It holds data of people; that it went out stands in {@code worklist.export} before it
 * is there.
 */
public final class WorklistExport {

  private static final String NOT_DONE = "The list cannot be exported";

  private final Lake lake;
  private final RowReference reference;
  private final Request request;

  private WorklistExport(Lake lake, RowReference reference, Request request) {
    this.lake = lake;
    this.reference = reference;
    this.request = request;
  }

  /**
   * What is asked for, and by whom.
   *
   * @param day of the list
   * @param who answers for what becomes of the file
   * @param account that ran the command
   * @param accepted why the list may go out although the gate has not let its numbers through
   */
  public record Request(
      LocalDate day,
      Unit unit,
      String purpose,
      String who,
      String account,
      Instant moment,
      Optional<String> accepted) {}

  /**
   * Writes the file.
   *
   * @return how many rows it has
   * @throws JobFailure USAGE if the file is there already or cannot be written, or the secret is
   *     not the lake's; INPUT if there is no list of the day, or nobody to visit; GATE if the gate
   *     has not let the city through and nobody accepts that
   */
  public static long write(SparkSession spark, Settings settings, Request request, Path path) {
    Lake lake = new Lake(spark, settings.lake());
    RowReference reference = new RowReference(LakePseudonym.of(lake, settings));
    return new WorklistExport(lake, reference, request).write(path);
  }

  private long write(Path path) {
    VisitForm form = VisitForm.of(path);
    OwnersFile file = OwnersFile.at(path);
    Optional<Withheld> withheld = withheld();
    List<List<String>> rows = rows();
    byte[] bytes = form.bytes(rows);
    note(rows.size(), DigestUtils.sha256Hex(bytes), withheld);
    file.write(bytes);
    return rows.size();
  }

  /** What is withheld, if somebody accepts that; nobody is visited by numbers nobody checked. */
  private Optional<Withheld> withheld() {
    String run =
        WorklistJob.runOfList(lake, request.day())
            .orElseThrow(
                () ->
                    refused(
                        ExitCode.INPUT,
                        "there is no list of " + request.day(),
                        "Make it: worklist --as-of " + request.day()));
    Optional<Withheld> withheld = Withheld.of(lake, request.day(), request.unit().city(), run);
    if (withheld.isPresent() && request.accepted().isEmpty()) {
      throw refused(ExitCode.GATE, withheld.get().why(), remedy(withheld.get()));
    }
    return withheld;
  }

  private String remedy(Withheld withheld) {
    String older =
        withheld
            .before()
            .filter(day -> WorklistJob.runOfList(lake, day).isPresent())
            .map("; the last list that was let through is that of %s"::formatted)
            .orElse("");
    return withheld.remedy()
        + older
        + "; --accept-held REASON gives it out all the same, and worklist.export says so";
  }

  /** Who is to be visited, the most urgent first, by {@link VisitForm#ASKED}. */
  private List<List<String>> rows() {
    List<Row> people = people();
    if (people.isEmpty()) {
      throw refused(
          ExitCode.INPUT,
          "nobody of %s is to be visited by the list of %s"
              .formatted(request.unit().code(), request.day()),
          "Look at division, street and state in worklist.unenrolled");
    }
    List<List<String>> rows = new ArrayList<>();
    for (Row person : people) {
      List<String> cells = new ArrayList<>();
      for (String column : List.of("document_type", "document", "name", "asked_family")) {
        cells.add(Optional.ofNullable(person.<String>getAs(column)).orElse(""));
      }
      cells.add(request.day().toString());
      cells.add(request.unit().code());
      cells.add(person.getAs("place"));
      cells.add(person.getAs("reference"));
      rows.add(cells);
    }
    return rows;
  }

  /** A unit's list is as long as people can visit; it is put together here. */
  private List<Row> people() {
    Dataset<Row> listed =
        lake.read(WorklistTables.UNENROLLED, Slice.where("as_of", request.day()))
            .filter(request.unit().has().and(col("state").equalTo("open")))
            .select(
                col("person_key").as("listed_key"),
                upper(col("family")).as("asked_family"),
                coalesce(col("street"), col("division")).as("place"),
                col("priority"),
                col("lapsed_on"),
                reference
                    .of(
                        lit(request.day()),
                        lit(request.unit().code()),
                        col("family"),
                        col("person_key"))
                    .as("reference"));
    Few few = Few.of(listed, listed.count());
    return lake.table("register.identity")
        .orElseThrow()
        .join(few.hinted(), col("person_key").equalTo(col("listed_key")))
        .orderBy(
            col("priority"),
            desc_nulls_last("lapsed_on"),
            asc_nulls_last("place"),
            col("person_key"),
            col("asked_family"))
        .select("document_type", "document", "name", "asked_family", "place", "reference")
        .collectAsList();
  }

  private void note(long people, String sha256, Optional<Withheld> withheld) {
    lake.add(
        WorklistTables.EXPORT,
        lake.spark()
            .createDataFrame(
                List.of(
                    RowFactory.create(
                        request.day(),
                        request.unit().code(),
                        people,
                        request.purpose(),
                        request.who(),
                        request.account(),
                        Timestamp.from(request.moment()),
                        sha256,
                        withheld.map(Withheld::why).orElse(null),
                        withheld.flatMap(unused -> request.accepted()).orElse(null))),
                WorklistTables.EXPORT.columns())
            .coalesce(1));
  }

  private static JobFailure refused(ExitCode code, String why, String remedy) {
    return new JobFailure(code, NOT_DONE, why, remedy);
  }
}
