package canbao.jobs.linkage;

import java.util.List;
import java.util.Locale;

/**
 * What two descriptions of people are compared by, and the levels of likeness that it knows, from
 * equal to another. Where one of the two says nothing there is no level.
 */
public enum Comparison {
  /** One character lost by an encoding; one character other; one first character. */
  NAME("equal lost near begins_alike other"),
  /** One digit other, or day and month exchanged; one year and month. */
  BIRTH("equal slip same_month other"),
  SEX("equal other"),
  /** The city of the relation is, or was, where the person is registered or lives. */
  PLACE("equal other"),
  /** So many characters of the document number are wrong, lacking or too many. */
  NUMBER("equal one two three other"),
  /** The employer of the relation is one of another relation of the person. */
  EMPLOYER("equal other");

  private final String levels;

  Comparison(String levels) {
    this.levels = levels;
  }

  /** The words for the levels in model files; a level's number is its place here. */
  public List<String> levels() {
    return List.of(levels.split(" "));
  }

  /** Its place among the comparisons. */
  public int place() {
    return List.of(values()).indexOf(this);
  }

  /** Its word in model files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The number of a level by its word. */
  public int level(String word) {
    return levels().indexOf(word);
  }
}
