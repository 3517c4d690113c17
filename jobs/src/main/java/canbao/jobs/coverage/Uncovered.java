package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who is due by the headline denominator and not covered on a day whose coverage was counted, as
 * the states of the day have it. A family is told by its number: 0 pension, 1 medical.
 */
public final class Uncovered {

  private static final List<Family> FAMILIES = List.of(Family.PENSION, Family.MEDICAL);

  private final RegisterOn register;
  private final Settings settings;

  private Uncovered(RegisterOn register, Settings settings) {
    this.register = register;
    this.settings = settings;
  }

  /**
   * Of a day.
   *
   * @throws JobFailure INPUT if its coverage was not counted; USAGE if it was by other definitions
   */
  public static Uncovered on(Lake lake, Settings settings, LocalDate day) {
    StateRun run =
        StateRun.stored(lake).stream()
            .filter(stored -> stored.day().equals(day))
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        ExitCode.INPUT,
                        day,
                        "its coverage was not counted",
                        "Run the night of the day first: night --as-of " + day));
    if (!run.definitions().equals(settings.fingerprint())) {
      throw refused(
          ExitCode.USAGE,
          day,
          "its coverage was counted by other definitions than those of the settings",
          "Take the settings of then, or count it once more: coverage --as-of " + day);
    }
    return new Uncovered(RegisterOn.of(lake, day, run.known()), settings);
  }

  /** By which number a family is told. */
  static int number(Family family) {
    return FAMILIES.indexOf(family);
  }

  /** System date of what the day's numbers rest on. */
  public LocalDate knownOn() {
    return register.known();
  }

  /** By which {@link #people} are due. */
  public Denominator headline() {
    return settings.denominators().ofPeople();
  }

  /**
   * One row a person and family: person_key, family (its number), city, county and street (none if
   * not known), special_groups, not_due_reason, and probable_line: one of the family in which
   * somebody is enrolled who is probably the person.
   */
  public Dataset<Row> people() {
    return ofFamilies(
            col("person_key"),
            place("city").as("city"),
            place("county").as("county"),
            place("street").as("street"),
            col("special_groups"),
            col("not_due_reason"))
        .filter(not(col("is_covered")))
        .drop("is_covered");
  }

  /** One row a family (its number), city, county and street: people due, and covered of them. */
  public Dataset<Row> byStreet() {
    return ofFamilies(
            place("city").as("city"), place("county").as("county"), place("street").as("street"))
        .groupBy("family", "city", "county", "street")
        .agg(count_if(lit(true)).as("due"), count_if(col("is_covered")).as("covered"));
  }

  /**
   * When the cover of people had ended, in whole or in part: one row for each relation of which
   * that is known, with person_key, family (its number) and ended_on.
   *
   * @param from earlier days are left out
   */
  public Dataset<Row> ended(LocalDate from) {
    return new EndedCover(register, settings.countSuspended()).since(from);
  }

  /** {@code person_key} of those who moved away or were cancelled by their registration. */
  public Dataset<Row> deregistered() {
    return register.persons().filter(col("register_state").isin("迁出", "注销")).select("person_key");
  }

  /** Rows about people, each with the {@code person_key} for whom it certainly counts. */
  public Dataset<Row> counted(Dataset<Row> rows) {
    Dataset<Row> linked = register.links().certain(rows);
    Column[] columns =
        Stream.of(rows.columns())
            .map(name -> name.equals("person_key") ? PeopleLinks.PERSON : rows.col(name))
            .toArray(Column[]::new);
    return linked.select(columns);
  }

  /** A row for each family that somebody is due for: some columns, and those of the family. */
  private Dataset<Row> ofFamilies(Column... columns) {
    Dataset<Row> states =
        register
            .lake()
            .read(CoverageTables.PERSON_STATE, Slice.where("as_of", register.day()))
            .filter(isDue(Family.PENSION).or(isDue(Family.MEDICAL)));
    Column[] each = FAMILIES.stream().map(this::ofFamily).toArray(Column[]::new);
    Column families = explode(array(each)).as("of_family");
    Dataset<Row> rows =
        states.select(
            Stream.concat(Stream.of(columns), Stream.of(families)).toArray(Column[]::new));
    Stream<Column> kept =
        Stream.of(rows.columns()).filter(name -> !name.equals("of_family")).map(Column::new);
    Stream<Column> ofFamily =
        Stream.of("family", "is_covered", "probable_line")
            .map(name -> col("of_family").getField(name).as(name));
    return rows.filter(col("of_family.is_due"))
        .select(Stream.concat(kept, ofFamily).toArray(Column[]::new));
  }

  private Column ofFamily(Family family) {
    return struct(
        lit(number(family)).as("family"),
        isDue(family).as("is_due"),
        GroupCoverage.isCovered(family).as("is_covered"),
        probableLine(family).as("probable_line"));
  }

  private static Column probableLine(Family family) {
    Column code = when(lit(false), lit(null).cast("int"));
    for (InsuranceLine line : InsuranceLine.of(family)) {
      Column isProbable = col("probable_lines").bitwiseAND(lit(line.bit())).notEqual(0);
      code = code.when(isProbable, Integer.parseInt(line.code()));
    }
    return code;
  }

  private Column isDue(Family family) {
    return GroupCoverage.isDue(headline(), family, settings.denominators());
  }

  /** City, county or street by the basis of the headline denominator. */
  private Column place(String kind) {
    boolean isByRegistration = headline().basis().equals(Basis.REGISTRATION.word());
    return col((isByRegistration ? "registered_" : "resident_") + kind);
  }

  private static JobFailure refused(ExitCode code, LocalDate day, String why, String remedy) {
    return new JobFailure(code, "Who is not covered on " + day + " cannot be told", why, remedy);
  }
}
