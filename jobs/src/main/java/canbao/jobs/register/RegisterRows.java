package canbao.jobs.register;

import static canbao.udfs.Functions.cityOf;
import static canbao.udfs.Functions.firstBits;
import static canbao.udfs.Functions.readText;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.History;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the landing rows of one batch into the columns of their register table. */
final class RegisterRows {

  private static final int STREET_DIGITS = 9;

  private final SourceSpec source;
  private final SourceRows read;
  private final WinningRows winners;

  RegisterRows(SourceSpec source, BatchHeader header) {
    this.source = source;
    this.read = new SourceRows(source, header);
    this.winners = new WinningRows(source, read);
  }

  /**
   * One row a key: columns of the table without those of time, and {@code op}.
   *
   * @param landed rows of {@code landing.<source>} of one batch
   */
  Dataset<Row> received(Dataset<Row> landed) {
    return winners.read(landed, kept(), names()).select(columns());
  }

  /**
   * The same of landing rows of which none shares its key with another.
   *
   * @param landed some rows of {@code landing.<source>} of one batch
   */
  Dataset<Row> typed(Dataset<Row> landed) {
    return read.read(landed, kept(), names()).select(columns());
  }

  /**
   * The same rows as {@link #received}, with the columns alone that tell which thing a row speaks
   * of and whether it says something new.
   *
   * @param landed rows of {@code landing.<source>} of one batch
   */
  Dataset<Row> outlines(Dataset<Row> landed) {
    List<String> names = source.key().stream().filter(part -> !part.equals("document")).toList();
    Set<String> wanted = new HashSet<>(RegisterTables.named(source.table()).key());
    wanted.addAll(List.of("source", "city", "op", History.DIGEST, "file", "line_no"));
    Column[] columns =
        Stream.of(columns())
            .filter(column -> wanted.contains(column.named().name()))
            .toArray(Column[]::new);
    return winners.read(landed, kept(), names).select(columns);
  }

  /**
   * How many rows do not decide, since another one of their key does.
   *
   * @param landed rows of {@code landing.<source>} of one batch
   */
  long superseded(Dataset<Row> landed) {
    return winners.superseded(landed);
  }

  private Column[] columns() {
    List<Column> columns = new ArrayList<>(commonColumns());
    columns.addAll(
        switch (source.table()) {
          case "person" -> personColumns();
          case "enrolment" -> enrolmentColumns();
          case "status" -> statusColumns();
          case "card" -> cardColumns();
          case "group_member" -> groupMemberColumns();
          case "settlement" -> settlementColumns();
          case "benefit" -> benefitColumns();
          case "statistic" -> statisticColumns();
          case "visit_result" -> visitResultColumns();
          default -> throw new IllegalStateException("No register table " + source.table());
        });
    return columns.toArray(Column[]::new);
  }

  /** Whether the source's rows are about people. */
  boolean hasPeople() {
    return source.columns().stream().anyMatch(c -> c.kind() == ColumnKind.DOCUMENT_NUMBER);
  }

  /**
   * The documents in the rows: of {@code register.identity} what one row tells, and city.
   *
   * @param landed rows of {@code landing.<source>} of one batch
   */
  Dataset<Row> identities(Dataset<Row> landed) {
    boolean isPopulation = source.table().equals("person");
    List<Column> kept =
        List.of(col("person_key"), col("certainty"), col("city"), col("AAC003").as("name"));
    List<String> names =
        Stream.concat(
                Stream.of(
                    "document",
                    "document_kind",
                    "document_birth",
                    "document_sex",
                    "AAC058",
                    "AAC147"),
                Stream.of("AAC004", "AAC006", "AAC301")
                    .filter(name -> source.column(name).isPresent()))
            .toList();
    Dataset<Row> rows =
        isPopulation ? winners.read(landed, kept, names) : read.read(landed, kept, names);
    Column none = lit(null);
    Column birth = source.column("AAC006").isPresent() ? col("AAC006") : none;
    Column sex = source.column("AAC004").isPresent() ? col("AAC004") : none;
    Column isValid = col("certainty").equalTo("exact");
    return rows.select(
        col("person_key"),
        coalesce(col("document_kind"), col("AAC058")).as("document_type"),
        coalesce(col("document"), col("AAC147")).as("document"),
        col("name"),
        isValid.as("has_valid_number"),
        coalesce(col("document_birth"), birth.cast("date")).as("birth"),
        coalesce(col("document_sex"), when(sex.isin("1", "2"), sex)).as("sex"),
        cities(isPopulation).as("cities"),
        when(isValid, "number").otherwise("provisional").as("method"),
        col("certainty"),
        when(isValid, 1.0).otherwise(0.0).as("score"),
        lit(isPopulation ? RegisterTables.POPULATION : RegisterTables.OTHERS).as("brought_by"));
  }

  /** City of the row; of a row of the population that of the residence too. */
  private static Column cities(boolean isPopulation) {
    Column city = col("city");
    Column cities = isPopulation ? array(city, cityOf(col("AAC301"))) : array(city);
    return array_distinct(array_compact(cities));
  }

  private List<Column> kept() {
    List<Column> kept = new ArrayList<>();
    for (String name :
        List.of("person_key", "certainty", "city", "op", "digest", "batch", "file", "line_no")) {
      kept.add(col(name));
    }
    for (String name : List.of("BAC301", "AAC301", "VALUE")) {
      if (source.column(name).isPresent()) {
        kept.add(col(name).as(name + "_sent"));
      }
    }
    return kept;
  }

  /** The declared columns, and what stands in for those that cannot be read. */
  private List<String> names() {
    return Stream.concat(
            source.columns().stream().map(ColumnSpec::name),
            Stream.of("document_birth", "document_sex"))
        .toList();
  }

  private List<Column> commonColumns() {
    return List.of(
        lit(source.name()).as("source"),
        col("person_key"),
        col("certainty"),
        col("city"),
        col("op"),
        firstBits(col("digest")).as(History.DIGEST),
        col("batch"),
        col("file"),
        col("line_no"));
  }

  private List<Column> personColumns() {
    Column sex = col("AAC004");
    return List.of(
        coalesce(when(sex.isin("1", "2"), sex), col("document_sex")).as("sex"),
        coalesce(col("AAC006"), col("document_birth")).as("birth"),
        value("AAC009", "household_kind"),
        value("BAC301", "registration_division"),
        value("AAC301", "residence_division"),
        readText(col("AAC301_sent")).isNull().as("residence_is_empty"),
        street("BAC301").as("registration_street"),
        street("AAC301").as("residence_street"),
        value("AAC060", "life_state"),
        value("AAE037", "death_date"),
        value("HJZT", "register_state"),
        value("AAC161", "nationality"));
  }

  private List<Column> enrolmentColumns() {
    boolean isMedical = source.column("PSN_INSU_STAS").isPresent();
    return isMedical ? medicalColumns() : pensionOrLabourColumns();
  }

  private List<Column> pensionOrLabourColumns() {
    Column status = col("AAC008");
    Column payment = col("AAC031");
    Column state =
        when(status.equalTo("1").and(payment.isin("1", "3")), "enrolled")
            .when(status.equalTo("2"), "suspended")
            .otherwise("ended");
    return List.of(
        value("AAZ159", "relation_id"),
        value("AAE140", "line"),
        value("AAB301", "pool_division"),
        value("AAB001", "employer"),
        value("AAB019", "employer_type"),
        value("AAC066", "identity_kind"),
        status.as("status"),
        payment.as("payment_status"),
        state.as("state"),
        value("AAC084", "retired"),
        value("AAE030", "start_date"),
        value("AAE031", "end_date"),
        value("AAE160", "reason"),
        lit(null).cast("int").as("insurance_year"));
  }

  private List<Column> medicalColumns() {
    Column status = col("PSN_INSU_STAS");
    Column state =
        when(status.equalTo("1"), "enrolled")
            .when(status.equalTo("2"), "suspended")
            .otherwise("ended");
    Column none = lit(null).cast("string");
    return List.of(
        value("PSN_INSU_RLTS_ID", "relation_id"),
        value("INSUTYPE", "line"),
        value("INSU_ADMDVS", "pool_division"),
        value("EMP_NO", "employer"),
        none.as("employer_type"),
        none.as("identity_kind"),
        status.as("status"),
        none.as("payment_status"),
        state.as("state"),
        value("RETIRE_FLAG", "retired"),
        value("BEGNDATE", "start_date"),
        value("ENDDATE", "end_date"),
        none.as("reason"),
        value("INSU_YEAR", "insurance_year"));
  }

  private List<Column> statusColumns() {
    return List.of(
        value("KIND", "kind"),
        value("FROM", "from_date"),
        value("TO", "to_date"),
        value("ORG", "organisation"));
  }

  private List<Column> cardColumns() {
    return List.of(value("CARD_STATE", "card_state"), value("ISSUED", "issued"));
  }

  private List<Column> groupMemberColumns() {
    return List.of(
        value("GROUP", "group_code"),
        value("FROM", "from_date"),
        value("TO", "to_date"),
        value("DIVISION", "division"));
  }

  private List<Column> settlementColumns() {
    return List.of(
        value("STAY_ID", "stay_id"),
        value("LINE", "line"),
        value("DIVISION", "division"),
        value("DISCHARGED", "discharged"),
        value("TOTAL", "total"),
        value("IN_POLICY", "in_policy"),
        value("FUND_PAID", "fund_paid"),
        value("ASSISTANCE_PAID", "assistance_paid"),
        value("SELF_PAID", "self_paid"));
  }

  private List<Column> benefitColumns() {
    return List.of(
        value("AAE140", "line"),
        value("AAB301", "pool_division"),
        value("MONTH", "month"),
        value("AMOUNT", "amount"));
  }

  private List<Column> statisticColumns() {
    return List.of(
        value("CODE", "code"),
        value("DIVISION", "division"),
        value("YEAR", "year"),
        readText(col("VALUE_sent")).as("value"),
        value("UNIT", "unit"),
        value("EDITION", "edition"),
        value("SOURCE", "publisher"));
  }

  private List<Column> visitResultColumns() {
    return List.of(
        value("FAMILY", "family"),
        value("LIST", "list_day"),
        value("UNIT", "unit"),
        value("VISITED", "visited"),
        value("CLASS", "reason_class"),
        value("REASON", "reason_code"),
        value("DETAIL", "detail"),
        coalesce(col("REF"), lit("")).as("reference"));
  }

  /** The nine digits of a street; none if the code names no more than a county, or is none. */
  private static Column street(String division) {
    Column sent = readText(col(division + "_sent"));
    Column hasStreet = length(sent).geq(STREET_DIGITS).and(substring(sent, 7, 3).notEqual("000"));
    return when(col(division).isNotNull().and(hasStreet), substring(sent, 1, STREET_DIGITS));
  }

  private static Column value(String sent, String name) {
    return col(sent).as(name);
  }
}
