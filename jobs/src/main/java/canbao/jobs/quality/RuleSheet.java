package canbao.jobs.quality;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import canbao.jobs.run.ReportTable;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rules for people to read: as a table for a terminal, as Markdown and as a page in HTML. */
public final class RuleSheet {

  /** Of the columns in every form. */
  private static final List<String> HEADER =
      List.of(
          "rule",
          "kind",
          "dimension",
          "severity",
          "limit",
          "check",
          "contract",
          "owner",
          "sentence",
          "规则");

  private final List<Rule> rules;

  public RuleSheet(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** One line a rule. */
  public String text() {
    ReportTable table = ReportTable.of(HEADER.toArray(String[]::new));
    rules.forEach(rule -> table.add(cells(rule).toArray()));
    return table.drawn();
  }

  /** A table a source, and below it each rule's conditions and golden rows. */
  public String markdown() {
    StringBuilder page = new StringBuilder("# Rules\n");
    bySource()
        .forEach(
            (source, its) -> {
              page.append("\n## ").append(source).append("\n\n");
              page.append(line(HEADER)).append("|---".repeat(HEADER.size())).append("|\n");
              its.forEach(rule -> page.append(line(cells(rule))));
              its.forEach(rule -> page.append(section(rule)));
            });
    return page.toString().stripTrailing();
  }

  /** The same as one page without scripts. */
  public String html() {
    TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    StringOutput page = new StringOutput();
    templates.render("rules.jte", Map.of("sheet", this), page);
    return page.toString().stripTrailing();
  }

  /** For the template: the names of the columns. */
  public List<String> header() {
    return HEADER;
  }

  /** For the template: what stands under them. */
  public List<String> cells(Rule rule) {
    return List.of(
        rule.id(),
        rule.kind().name().word(),
        word(rule.dimension()),
        word(rule.severity()),
        rule.severity().hasLimit() ? rule.kind().limit(rule.limit()) : "",
        rule.check().orElse(""),
        rule.contract().map(String::valueOf).orElse(""),
        rule.owner(),
        rule.sentenceEn(),
        rule.sentenceZh());
  }

  /** For the template: the rules of each source, in the order of the catalogue. */
  public Map<String, List<Rule>> bySource() {
    return rules.stream()
        .collect(groupingBy(Rule::source, LinkedHashMap::new, Collectors.toList()));
  }

  /** For the template: what must hold, as far as it is no sentence. */
  public String holds(Rule rule) {
    String what = rule.kind().drawn();
    boolean hasPredicate = !rule.predicate().equals(Rule.ALWAYS);
    return what.isEmpty()
        ? rule.predicate()
        : what + (hasPredicate && !rule.kind().isByRow() ? ": " + rule.predicate() : "");
  }

  /** For the template: when the rule is in force and who waives it, as far as it says so. */
  public List<String> notes(Rule rule) {
    List<String> notes = new ArrayList<>();
    if (!rule.term().equals(Term.ALWAYS)) {
      notes.add("in force " + rule.term().drawn());
    }
    rule.waiver().ifPresent(waiver -> notes.add("waived " + waiver.drawn()));
    return notes;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String line(List<String> cells) {
    return cells.stream().map(RuleSheet::inTable).collect(joining(" | ", "| ", " |\n"));
  }

  /** What would end a cell or begin a tag. */
  private static String inTable(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  private String section(Rule rule) {
    List<String> lines = new ArrayList<>();
    lines.add("\n### " + rule.id() + "\n");
    rule.appliesTo().ifPresent(condition -> lines.add("- applies to " + code(condition)));
    lines.add("- must hold " + code(holds(rule)));
    notes(rule).forEach(note -> lines.add("- " + inTable(note)));
    rule.golden().forEach(row -> lines.add("- " + row.outcome().word() + ": " + code(row.drawn())));
    rule.cases()
        .forEach(
            one -> lines.add("- " + one.outcome().word() + ": " + code(one.numbers().drawn())));
    return String.join("\n", lines) + "\n";
  }

  /** Conditions may have a back quote, but never two. */
  private static String code(String text) {
    return "`` " + text + " ``";
  }
}
