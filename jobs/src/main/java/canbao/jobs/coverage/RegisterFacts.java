package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the register holds of a few people for a day, with the place that each row came from and,
 * where rows decide who is due or covered, whether they do.
 */
record RegisterFacts(
    PeopleRows persons,
    PeopleRows statuses,
    PeopleRows enrolments,
    PeopleRows cards,
    PeopleRows groups) {

  /** Column of a relation with its line. */
  static final String INSURANCE = "insurance";

  /** Column of a relation: {@link #YES}, or why not. */
  static final String MAKES_COVER = "makes cover";

  static final String YES = "yes";

  /**
   * @param register of the people alone
   */
  static RegisterFacts read(RegisterOn register, LiveRelation relation) {
    PeopleLinks links = register.links();
    Dataset<Row> persons = links.certain(register.persons());
    return new RegisterFacts(
        persons(persons),
        statuses(links.certain(register.statuses()), new StatusSpell(register.day())),
        enrolments(links.likely(register.enrolments()), relation),
        cards(register.cards().map(links::certain), persons),
        groups(register.groupMembers().map(links::certain), persons));
  }

  private static PeopleRows persons(Dataset<Row> rows) {
    Column residence =
        when(col("residence_is_empty"), "(empty)").otherwise(col("residence_division"));
    return read(
        rows,
        col("registration_division").as("registration"),
        residence.as("residence"),
        col("register_state").as("state"),
        col("life_state").as("life"),
        col("death_date").as("died"),
        col("birth"),
        col("sex"));
  }

  private static PeopleRows statuses(Dataset<Row> rows, StatusSpell spell) {
    return read(
        rows,
        col("kind"),
        col("from_date").as("from"),
        col("to_date").as("to"),
        col("organisation"),
        coalesce(spell.whyNot(), lit(YES)).as("counts"));
  }

  private static PeopleRows enrolments(Dataset<Row> rows, LiveRelation relation) {
    Column isOnlyProbable =
        when(PeopleLinks.IS_ONLY_PROBABLE, "in the upper bound alone: the link is probable");
    return read(
        rows,
        col("line").as(INSURANCE),
        col("relation_id").as("relation"),
        col("pool_division").as("pool"),
        col("state"),
        col("start_date").as("from"),
        col("end_date").as("to"),
        col("insurance_year").as("year"),
        coalesce(relation.whyNot(), isOnlyProbable, lit(YES)).as(MAKES_COVER));
  }

  private static PeopleRows cards(Optional<Dataset<Row>> rows, Dataset<Row> others) {
    return rows.map(found -> read(found, col("card_state").as("state"), col("issued")))
        .orElseGet(() -> none(others));
  }

  private static PeopleRows groups(Optional<Dataset<Row>> rows, Dataset<Row> others) {
    return rows.map(
            found ->
                read(
                    found,
                    col("group_code").as("group"),
                    col("from_date").as("from"),
                    col("to_date").as("to"),
                    col("division")))
        .orElseGet(() -> none(others));
  }

  private static PeopleRows read(Dataset<Row> rows, Column... shown) {
    List<Column> all = new ArrayList<>(List.of(shown));
    Column link = concat_ws(" ", col(PeopleLinks.CERTAINTY), col(PeopleLinks.METHOD));
    Stream.of(
            when(PeopleLinks.IS_LINKED, link).otherwise(col("certainty")).as("linked"),
            col("source"),
            col("batch"),
            col("file"),
            col("line_no").as("line"))
        .forEach(all::add);
    return PeopleRows.read(
        rows.withColumn("person_key", PeopleLinks.PERSON), all.toArray(Column[]::new));
  }

  private static PeopleRows none(Dataset<Row> others) {
    return PeopleRows.read(others.limit(0));
  }
}
