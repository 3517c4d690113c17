package canbao.jobs.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code conf/indicators.csv}: the plan's figures as they are printed. Box 2 is what is evaluated;
 * box 1 is the plan before, which is finished.
 */
final class IndicatorFile {

  private static final String FINISHED = "专栏1";
  private static final String PLANNED = "专栏2";
  private static final List<String> TARGETS = List.of("target_2018", "target_2020");
  private static final List<String> FIGURES =
      List.of(
          "base_2010",
          "target_2015_plan",
          "actual_2015",
          "base_2015",
          "target_2018",
          "target_2020");
  private static final List<String> COLUMNS =
      List.of(
          "box",
          "no",
          "indicator_zh",
          "sub_zh",
          "unit",
          "base_2010",
          "target_2015_plan",
          "actual_2015",
          "base_2015",
          "target_2018",
          "target_2020",
          "target_kind",
          "progress_rule_note",
          "measure",
          "statistic",
          "local_amount",
          "groups",
          "definition");
  private static final List<String> OF_BOX_TWO =
      List.of("target_kind", "measure", "statistic", "local_amount", "groups", "definition");
  private static final String BETWEEN_GROUPS = "; ";

  private final List<String> groups;
  private final Set<String> keys = new HashSet<>();
  private final List<Indicator> planned = new ArrayList<>();
  private final List<FinishedIndicator> finished = new ArrayList<>();

  private IndicatorFile(List<String> groups) {
    this.groups = List.copyOf(groups);
  }

  /**
   * @param groups that a source declares; none if no source does
   */
  static IndicatorFile read(Path path, List<String> groups, Faults faults) {
    IndicatorFile file = new IndicatorFile(groups);
    List<CsvFile.Entry> entries = CsvFile.read(path, COLUMNS, faults).entries();
    entries.forEach(file::check);
    // With a fault anywhere in the file there is no indicator to be made, and none is asked for.
    if (!faults.in(path)) {
      entries.forEach(file::add);
    }
    return file;
  }

  private void add(CsvFile.Entry entry) {
    if (entry.text("box").equals(PLANNED)) {
      planned.add(indicator(entry));
    } else {
      finished.add(finished(entry));
    }
  }

  /** Rows of box 2. */
  List<Indicator> planned() {
    return List.copyOf(planned);
  }

  /** Rows of box 1. */
  List<FinishedIndicator> finished() {
    return List.copyOf(finished);
  }

  private static FinishedIndicator finished(CsvFile.Entry entry) {
    return new FinishedIndicator(
        Integer.parseInt(entry.text("no")),
        entry.text("indicator_zh"),
        entry.text("sub_zh"),
        unit(entry).orElseThrow(),
        figure(entry, "base_2010"),
        figure(entry, "target_2015_plan"),
        figure(entry, "actual_2015"));
  }

  private static Indicator indicator(CsvFile.Entry entry) {
    return new Indicator(
        Integer.parseInt(entry.text("no")),
        entry.text("indicator_zh"),
        entry.text("sub_zh"),
        unit(entry).orElseThrow(),
        new Indicator.Goal(
            kind(entry).orElseThrow(),
            figure(entry, "base_2015"),
            figure(entry, "target_2018"),
            figure(entry, "target_2020")),
        new Indicator.Source(
            measure(entry),
            code(entry, "statistic"),
            code(entry, "local_amount"),
            groups(entry),
            entry.text("definition")),
        entry.text("progress_rule_note"));
  }

  /** In the form in which codes of the source statistic are compared. */
  private static Optional<String> code(CsvFile.Entry entry, String column) {
    return Optional.of(ReadForm.of(entry.text(column))).filter(code -> !code.isEmpty());
  }

  private static List<String> groups(CsvFile.Entry entry) {
    return Arrays.stream(entry.text("groups").split(BETWEEN_GROUPS, -1))
        .filter(group -> !group.isEmpty())
        .toList();
  }

  private void check(CsvFile.Entry entry) {
    checkName(entry);
    if (unit(entry).isEmpty()) {
      entry.fault("unit", oneOf(texts(Unit.values(), Unit::text), entry.text("unit")));
    }
    for (String column : FIGURES) {
      if (Figure.read(entry.text(column)).isEmpty()) {
        entry.fault(
            column,
            "must be a number, also with 以上 or 左右, a share such as 占…30%, or —, is '"
                + entry.text(column)
                + "'");
      }
    }
    if (entry.text("box").equals(PLANNED)) {
      checkGoal(entry);
      checkMeasure(entry);
      checkLocalAmount(entry);
      checkGroups(entry);
    } else {
      OF_BOX_TWO.stream()
          .filter(column -> !entry.isEmpty(column))
          .forEach(column -> entry.fault(column, "must be empty outside " + PLANNED));
    }
  }

  private void checkName(CsvFile.Entry entry) {
    if (!List.of(FINISHED, PLANNED).contains(entry.text("box"))) {
      entry.fault("box", oneOf(List.of(FINISHED, PLANNED), entry.text("box")));
    }
    if (!entry.text("no").matches("[1-9][0-9]?")) {
      entry.fault("no", "must be a number from 1, is '%s'".formatted(entry.text("no")));
    }
    if (entry.isEmpty("indicator_zh")) {
      entry.fault("indicator_zh", "must not be empty");
    }
    String key = String.join(" ", entry.text("box"), entry.text("no"), entry.text("sub_zh"));
    if (!keys.add(key)) {
      entry.fault("no", "must not be '%s' again".formatted(key.strip()));
    }
  }

  private static void checkGoal(CsvFile.Entry entry) {
    Optional<TargetKind> kind = kind(entry);
    if (kind.isEmpty()) {
      List<String> known = texts(TargetKind.values(), TargetKind::text);
      entry.fault("target_kind", oneOf(known, entry.text("target_kind")));
      return;
    }
    for (String column : TARGETS) {
      Optional<Figure> target = Figure.read(entry.text(column));
      boolean isRelative = kind.get().isRelative();
      boolean fits =
          target.isEmpty()
              || (isRelative ? target.get().form() == Figure.Form.SHARE : target.get().isNumber());
      if (!fits) {
        entry.fault(
            column,
            "must be a %s for the kind '%s', is '%s'"
                .formatted(isRelative ? "share" : "number", kind.get().text(), entry.text(column)));
      }
    }
  }

  private static void checkMeasure(CsvFile.Entry entry) {
    Optional<Measure> measure = measure(entry);
    if (measure.isEmpty() && !entry.isEmpty("measure")) {
      List<String> known = texts(Measure.values(), Measure::word);
      entry.fault("measure", oneOf(known, entry.text("measure")));
    }
    measure
        .map(Measure::unit)
        .filter(unit -> !unit.text().equals(entry.text("unit")))
        .ifPresent(unit -> entry.fault("measure", "gives " + unit.text() + ", not this unit"));
  }

  private static void checkLocalAmount(CsvFile.Entry entry) {
    boolean isRelative = kind(entry).filter(TargetKind::isRelative).isPresent();
    if (kind(entry).isPresent() && isRelative == entry.isEmpty("local_amount")) {
      entry.fault(
          "local_amount",
          "must %s for the kind '%s'"
              .formatted(isRelative ? "not be empty" : "be empty", entry.text("target_kind")));
    }
  }

  private void checkGroups(CsvFile.Entry entry) {
    boolean isOfGroups = measure(entry).filter(Measure::isOfGroups).isPresent();
    if (isOfGroups == entry.isEmpty("groups")) {
      entry.fault(
          "groups",
          "must %s for the measure '%s'"
              .formatted(isOfGroups ? "not be empty" : "be empty", entry.text("measure")));
    }
    groups(entry).stream()
        .filter(group -> !groups.isEmpty() && !groups.contains(group))
        .forEach(group -> entry.fault("groups", oneOf(groups, group)));
  }

  private static String oneOf(List<String> known, String found) {
    return "must be one of %s, is '%s'%s"
        .formatted(
            String.join("; ", known),
            found,
            found.isEmpty()
                ? ""
                : Nearest.to(found, known).map(", did you mean '%s'?"::formatted).orElse(""));
  }

  private static Figure figure(CsvFile.Entry entry, String column) {
    return Figure.read(entry.text(column)).orElseThrow();
  }

  private static Optional<Unit> unit(CsvFile.Entry entry) {
    return named(Unit.values(), Unit::text, entry.text("unit"));
  }

  private static Optional<TargetKind> kind(CsvFile.Entry entry) {
    return named(TargetKind.values(), TargetKind::text, entry.text("target_kind"));
  }

  private static Optional<Measure> measure(CsvFile.Entry entry) {
    return named(Measure.values(), Measure::word, entry.text("measure"));
  }

  private static <T> Optional<T> named(T[] values, Function<T, String> text, String found) {
    return Arrays.stream(values).filter(value -> text.apply(value).equals(found)).findFirst();
  }

  private static <T> List<String> texts(T[] values, Function<T, String> text) {
    return Arrays.stream(values).map(text).toList();
  }
}
