package canbao.jobs.group;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * By what people are grouped. All but {@link #SPECIAL_GROUP} give everybody exactly one value.
 * Those whose sex, birth or kind of registration is unknown are counted with others: they are few
 * in most places, and with their number a large one would have to be hidden each time.
 */
public enum Dimension {
  /** Everybody of a place. */
  TOTAL,
  AGE_BAND,
  SEX,
  REGISTRATION_KIND,
  EMPLOYMENT_KIND,
  /** A person may have several values or none: each is a table of its own, within or without. */
  SPECIAL_GROUP;

  private static final List<Dimension> IN_ORDER = List.of(values());

  /** So many numbers each has for its values in {@link #ofPerson}. */
  private static final int NUMBERS = 100;

  /** First full years of the bands after the first. */
  private static final int[] BANDS = {16, 25, 35, 45, 55, 65, 75};

  /** As in result rows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The values as in result rows. */
  public List<String> words() {
    return switch (this) {
      case TOTAL -> List.of("all");
      case AGE_BAND ->
          List.of("0-15", "16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+_or_unknown");
      case SEX -> List.of("male_or_unknown", "female");
      case REGISTRATION_KIND -> RegistrationKind.GROUPS;
      case EMPLOYMENT_KIND -> Stream.of(EmploymentKind.values()).map(EmploymentKind::word).toList();
      case SPECIAL_GROUP -> Stream.of(SpecialGroup.values()).map(SpecialGroup::word).toList();
    };
  }

  /** What people are grouped by beside their places, of columns of {@code person_state}. */
  public static List<Column> facts() {
    return List.of(
        ageBand().as("age_band"),
        sex().as("sex_number"),
        RegistrationKind.group(col("registration_kind")).as("registration_group"),
        col("employment_kind"),
        col("special_groups"));
  }

  /** The numbers of all values that a person has, of columns of {@link #facts}. */
  public static Column ofPerson() {
    List<Column> groups = new ArrayList<>();
    for (SpecialGroup group : SpecialGroup.values()) {
      Column isIn = col("special_groups").bitwiseAND(group.bit()).notEqual(0);
      groups.add(when(isIn, SPECIAL_GROUP.number(lit(group.number()))));
    }
    Column each =
        array(
            TOTAL.number(lit(0)),
            AGE_BAND.number(col("age_band")),
            SEX.number(col("sex_number")),
            REGISTRATION_KIND.number(col("registration_group")),
            EMPLOYMENT_KIND.number(col("employment_kind")));
    return concat(each, filter(array(groups.toArray(Column[]::new)), Column::isNotNull));
  }

  private Column number(Column value) {
    return value.plus(first());
  }

  private static Column ageBand() {
    Column age = col("age");
    Column band = when(age.lt(BANDS[0]), 0);
    for (int i = 1; i < BANDS.length; i++) {
      band = band.when(age.lt(BANDS[i]), i);
    }
    return band.otherwise(BANDS.length);
  }

  private static Column sex() {
    return when(col("sex").equalTo("2"), 1).otherwise(0);
  }

  /** The number of the first value in {@link #ofPerson}. */
  int first() {
    return NUMBERS * IN_ORDER.indexOf(this);
  }

  /** The numbers of the values in {@link #ofPerson}. */
  IntStream numbers() {
    return IntStream.range(first(), first() + words().size());
  }
}
