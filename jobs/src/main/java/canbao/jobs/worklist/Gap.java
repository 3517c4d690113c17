package canbao.jobs.worklist;

import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What coverage says of those who are due and not covered on a day. A family is its number: 0
 * pension, 1 medical.
 *
 * @param basis of the denominator that says who is due
 * @param denominator its id
 * @param knownOn system date of what the day's coverage rests on
 * @param people who are due and not covered: person_key, family, city, county and street (numbers,
 *     none if not known), special_groups, not_due_reason and probable_line
 * @param byStreet due and covered by family, city, county and street
 * @param ended when cover ended since a day: person_key, family, ended_on
 * @param deregistered person_key of who moved away or was cancelled by the registration
 * @param counted rows about people, each with the person_key for whom it certainly counts
 */
public record Gap(
    String basis,
    String denominator,
    LocalDate knownOn,
    Dataset<Row> people,
    Dataset<Row> byStreet,
    Function<LocalDate, Dataset<Row>> ended,
    Dataset<Row> deregistered,
    UnaryOperator<Dataset<Row>> counted) {}
