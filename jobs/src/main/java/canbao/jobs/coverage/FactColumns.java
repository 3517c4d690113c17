package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * The columns in which rows of every table of the register are stacked, and how those of one person
 * are folded: sets are united, of other facts the one that is there holds.
 */
final class FactColumns {

  private FactColumns() {}

  /**
   * All columns; of a fact that rows do not speak of, nothing.
   *
   * @param given facts that they speak of
   */
  static Stream<Column> laidOut(List<String> given) {
    return types().entrySet().stream()
        .map(
            fact ->
                given.contains(fact.getKey())
                    ? col(fact.getKey())
                    : nothing(fact.getValue()).as(fact.getKey()));
  }

  /** Of the rows of one person. */
  static List<Column> folds() {
    List<Column> folds = new ArrayList<>();
    types()
        .forEach(
            (name, type) -> {
              if (!name.equals("person_key")) {
                boolean isSet = type.equals("set") || type.equals("lines");
                folds.add((isSet ? bit_or(col(name)) : max(col(name))).as(name));
              }
            });
    return folds;
  }

  private static Column nothing(String type) {
    return switch (type) {
      case "boolean" -> lit(false);
      case "set" -> lit(0L);
      case "lines" -> lit(0);
      default -> lit(null).cast(type);
    };
  }

  private static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("person_key", "bigint");
    List.of("is_there", "in_register", "is_exact", "dead")
        .forEach(name -> types.put(name, "boolean"));
    List.of("registered_number", "resident_number", "sex_number")
        .forEach(name -> types.put(name, "int"));
    List.of("registered_county", "resident_county", "registration_kind")
        .forEach(name -> types.put(name, "int"));
    List.of("registered_street", "resident_street").forEach(name -> types.put(name, "int"));
    types.put("birth", "date");
    List.of("is_registered_in_memo", "is_resident_in_memo")
        .forEach(name -> types.put(name, "boolean"));
    PersonFacts.KINDS.forEach(name -> types.put(name, "boolean"));
    Stream.concat(
            Stream.of("is_pension_suspended", "is_medical_suspended"), PersonFacts.PAYS.stream())
        .forEach(name -> types.put(name, "boolean"));
    for (InsuranceLine line : InsuranceLine.values()) {
      types.put(line.citiesColumn(), "set");
    }
    List.of("employment_kinds", "special_groups").forEach(name -> types.put(name, "lines"));
    types.put("probable_lines", "lines");
    types.put("is_ambiguous", "boolean");
    return types;
  }
}
