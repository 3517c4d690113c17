package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.asc_nulls_last;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc_nulls_last;
import static org.apache.spark.sql.functions.upper;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.OwnersFile;
import canbao.jobs.run.SheetText;
import canbao.jobs.workbook.Cell;
import canbao.jobs.workbook.Sheet;
import canbao.jobs.workbook.WorkbookFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Gives the open rows of a day's list out to whom they are to be visited by. The file is the form
 * of the source {@code visit_result}: who is to be visited, and empty columns for the answer. It
 * holds data of people; that it went out stands in {@code worklist.export} before it is there.
 */
public final class WorklistExport {

  /** Columns that go out filled. */
  static final List<String> ASKED =
      List.of("AAC058", "AAC147", "AAC003", "FAMILY", "LIST", "UNIT", "DIVISION");

  /** Columns that come back filled. */
  static final List<String> ANSWERED = List.of("VISITED", "CLASS", "REASON", "DETAIL");

  /** Of {@link #ASKED} and {@link #ANSWERED} in the workbook, in characters. */
  private static final List<Integer> WIDTHS = List.of(8, 22, 16, 10, 12, 12, 14, 12, 8, 8, 16);

  private static final String SHEET = "入户核查";
  private static final String NOT_DONE = "The list cannot be exported";

  private final Lake lake;
  private final Request request;

  private WorklistExport(Lake lake, Request request) {
    this.lake = lake;
    this.request = request;
  }

  /** What the file is. */
  public enum Format {
    CSV,
    XLSX;

    /**
     * By the end of the file's name.
     *
     * @throws JobFailure USAGE if it is neither
     */
    public static Format of(Path path) {
      String name = path.getFileName().toString();
      return Stream.of(values())
          .filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new JobFailure(
                      ExitCode.USAGE,
                      NOT_DONE,
                      "the file " + path + " ends neither in .xlsx nor in .csv",
                      "Give a name that says what is wanted"));
    }
  }

  /**
   * What is asked for, and by whom.
   *
   * @param day of the list
   * @param who answers for what becomes of the file
   * @param account that ran the command
   */
  public record Request(
      LocalDate day, Unit unit, String purpose, String who, String account, Instant moment) {}

  /**
   * Writes the file.
   *
   * @return how many rows it has
   * @throws JobFailure USAGE if the file is there already or cannot be written; INPUT if there is
   *     no list of the day, or nobody to visit
   */
  public static long write(SparkSession spark, String lake, Request request, Path path) {
    return new WorklistExport(new Lake(spark, lake), request).write(path);
  }

  private long write(Path path) {
    Format format = Format.of(path);
    OwnersFile file = OwnersFile.at(path);
    List<List<String>> rows = rows();
    byte[] bytes = format == Format.XLSX ? xlsx(rows) : csv(rows);
    int people = rows.size() - 1;
    note(people, DigestUtils.sha256Hex(bytes));
    file.write(bytes);
    return people;
  }

  private static byte[] xlsx(List<List<String>> rows) {
    List<List<Cell>> cells = new ArrayList<>();
    for (List<String> row : rows) {
      Cell.Look look = cells.isEmpty() ? Cell.Look.HEADER : Cell.Look.PLAIN;
      cells.add(row.stream().map(text -> Cell.of(text, look)).toList());
    }
    return WorkbookFile.of(List.of(new Sheet(SHEET, 1, WIDTHS, cells)));
  }

  private static byte[] csv(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(SheetText.line(row.stream().map(SheetText::shown).toList())));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The header, then who is to be visited, the most urgent first. */
  private List<List<String>> rows() {
    List<Row> people = people();
    if (people.isEmpty()) {
      throw refused(
          "nobody of %s is to be visited by the list of %s"
              .formatted(request.unit().code(), request.day()),
          "Look at division, street and state in worklist.unenrolled");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(ASKED.stream(), ANSWERED.stream()).toList());
    for (Row person : people) {
      List<String> cells = new ArrayList<>();
      for (String column : List.of("document_type", "document", "name", "asked_family")) {
        cells.add(Optional.ofNullable(person.<String>getAs(column)).orElse(""));
      }
      cells.add(request.day().toString());
      cells.add(request.unit().code());
      cells.add(person.getAs("place"));
      ANSWERED.forEach(column -> cells.add(""));
      rows.add(cells);
    }
    return rows;
  }

  /** A unit's list is as long as people can visit; it is put together here. */
  private List<Row> people() {
    if (!WorklistJob.hasListOf(lake, request.day())) {
      throw refused(
          "there is no list of " + request.day(), "Make it: worklist --as-of " + request.day());
    }
    Dataset<Row> listed =
        lake.read(WorklistTables.UNENROLLED, Slice.where("as_of", request.day()))
            .filter(request.unit().has().and(col("state").equalTo("open")))
            .select(
                col("person_key").as("listed_key"),
                upper(col("family")).as("asked_family"),
                coalesce(col("street"), col("division")).as("place"),
                col("priority"),
                col("lapsed_on"));
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
        .select("document_type", "document", "name", "asked_family", "place")
        .collectAsList();
  }

  private void note(long people, String sha256) {
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
                        sha256)),
                WorklistTables.EXPORT.columns())
            .coalesce(1));
  }

  private static JobFailure refused(String why, String remedy) {
    return new JobFailure(ExitCode.INPUT, NOT_DONE, why, remedy);
  }
}
