package canbao.jobs.province;

import canbao.jobs.release.RevisionLedger.Step;
import canbao.jobs.release.RevisionLedger.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;

/**
 * A province with one row of it falsified: as if the row had been written so. Of a table that is
 * released its copies say the same.
 */
final class Falsified {

  private Falsified() {}

  /** The rows that stand in place of a row: none, another, two of it. */
  @FunctionalInterface
  interface Edit extends Function<Row, List<Row>> {

    default Edit and(Edit other) {
      return row -> apply(row).stream().flatMap(one -> other.apply(one).stream()).toList();
    }
  }

  static Edit missing() {
    return row -> List.of();
  }

  static Edit doubled() {
    return row -> List.of(row, row);
  }

  static Edit oneMoreIn(String... columns) {
    return row -> {
      Row more = row;
      for (String column : columns) {
        Object value = row.getAs(column);
        Object next = value instanceof Integer number ? (Object) (number + 1) : next(value);
        more = with(more, column, next);
      }
      return List.of(more);
    };
  }

  private static Object next(Object value) {
    return (Long) value + 1;
  }

  static Edit set(String column, Function<Row, Object> value) {
    return row -> List.of(with(row, column, value.apply(row)));
  }

  static Edit showing(long due, long covered) {
    return showing().and(set("due", row -> due)).and(set("covered", row -> covered));
  }

  /** A hidden cell says that it is not. */
  static Edit showing() {
    return set("suppressed", row -> false);
  }

  private static Row with(Row row, String column, Object value) {
    Object[] values = new Object[row.size()];
    for (int field = 0; field < values.length; field++) {
      values[field] = field == row.fieldIndex(column) ? value : row.get(field);
    }
    return new GenericRowWithSchema(values, row.schema());
  }

  /** The first row that is asked for, of the first night that has one. */
  static Optional<LivedProvince> row(
      LivedProvince province, String table, Predicate<Row> isAsked, Edit edit) {
    return province.all().stream()
        .flatMap(
            night ->
                first(night.of(table), isAsked).stream()
                    .map(row -> edited(province, night, table, isCopyOf(row), edit)))
        .findFirst();
  }

  /** All rows of a night that are asked for, if there are any. */
  static Optional<LivedProvince> rows(
      LivedProvince province, Night night, String table, Predicate<Row> areAsked, Edit edit) {
    return first(night.of(table), areAsked)
        .map(any -> edited(province, night, table, areAsked, edit));
  }

  private static LivedProvince edited(
      LivedProvince province, Night night, String table, Predicate<Row> areAsked, Edit edit) {
    String copy = Night.copy(table);
    Map<String, List<Row>> computed = new HashMap<>(night.computed());
    Map<String, List<Row>> released = new HashMap<>(night.released());
    Map<String, List<Row>> releases = new HashMap<>(province.releases());
    computed.computeIfPresent(table, (name, rows) -> edited(rows, areAsked, edit));
    released.computeIfPresent(copy, (name, rows) -> edited(rows, areAsked, edit));
    Predicate<Row> isOfTheNight = row -> row.getAs("release_id").equals(night.releaseId());
    releases.computeIfPresent(copy, (name, rows) -> edited(rows, isOfTheNight.and(areAsked), edit));
    Night other =
        new Night(night.day(), night.known(), night.releaseId(), night.held(), computed, released);
    return province.with(other, releases);
  }

  /** Whether all columns of a row are in another one: in itself, and in its copy. */
  private static Predicate<Row> isCopyOf(Row row) {
    return copy ->
        Stream.of(row.schema().fieldNames())
            .allMatch(name -> Objects.equals(row.getAs(name), copy.getAs(name)));
  }

  private static List<Row> edited(List<Row> rows, Predicate<Row> isAsked, Edit edit) {
    List<Row> edited = new ArrayList<>();
    rows.forEach(row -> edited.addAll(isAsked.test(row) ? edit.apply(row) : List.of(row)));
    return edited;
  }

  /** The first row that is asked for of the change over all nights. */
  static Optional<LivedProvince> change(LivedProvince province, Predicate<Row> isAsked, Edit edit) {
    return first(province.changes(), isAsked)
        .map(row -> province.withChanges(edited(province.changes(), row::equals, edit)));
  }

  /** All rows of the series that are asked for. */
  static Optional<LivedProvince> series(LivedProvince province, Predicate<Row> isAsked, Edit edit) {
    return first(province.series(), isAsked)
        .map(row -> province.withSeries(edited(province.series(), isAsked, edit)));
  }

  private static Optional<Row> first(List<Row> rows, Predicate<Row> isAsked) {
    return rows.stream().filter(isAsked).min(Comparator.comparing(Row::toString));
  }

  /** The first row that is asked for of all releases of a table, as they are at the end. */
  static Optional<LivedProvince> releases(
      LivedProvince province, String table, Predicate<Row> isAsked, Edit edit) {
    List<Row> rows = province.releases().get(table);
    return first(rows, isAsked)
        .map(
            row -> {
              Map<String, List<Row>> releases = new HashMap<>(province.releases());
              List<Row> unused = releases.put(table, edited(rows, row::equals, edit));
              return province.withReleases(releases);
            });
  }

  /** The steps of the revision, if that makes others of them. */
  static Optional<LivedProvince> revision(LivedProvince province, Function<Step, List<Step>> edit) {
    List<Step> steps = province.revision().steps();
    List<Step> edited = steps.stream().flatMap(step -> edit.apply(step).stream()).toList();
    return Optional.of(new Written(province.revision().comparedWith(), edited))
        .filter(written -> !written.equals(province.revision()))
        .map(province::withRevision);
  }
}
