package canbao.jobs.explain;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.udfs.IdNumber;
import canbao.udfs.TextForm;
import java.io.Serializable;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The document that an officer asks about.
 *
 * <p>It stands in the plans of Spark, which pages and event logs show: its text says nothing of the
 * number.
 */
public final class AskedDocument implements Serializable {

  private static final Pattern TYPE_AND_NUMBER = Pattern.compile("([0-9]{2})[\\s\\p{Z}]+(.+)");
  private static final Pattern BETWEEN_FIELDS = Pattern.compile("[,\"\r\n]");

  private final UTF8String type;
  private final UTF8String number;
  private final int day;

  private AskedDocument(UTF8String type, UTF8String number, int day) {
    this.type = type;
    this.number = number;
    this.day = day;
  }

  /**
   * Reads what was typed, in the way all values are read.
   *
   * @param line a number, or its type in two digits, a blank and the number; without a type a
   *     citizen's number is meant
   * @param day on which the number is judged
   * @throws JobFailure USAGE if there is no number
   */
  public static AskedDocument of(String line, LocalDate day) {
    String text = Normalizer.normalize(line, Normalizer.Form.NFKC).strip();
    Matcher both = TYPE_AND_NUMBER.matcher(text);
    boolean hasType = both.matches();
    UTF8String number = read(hasType ? both.group(2) : text);
    if (number == null) {
      throw new JobFailure(
          ExitCode.USAGE,
          "Nobody can be explained",
          "standard input has no document number",
          "Give one line on standard input: a number, or its type, a blank and the number");
    }
    return new AskedDocument(
        hasType ? read(both.group(1)) : null, number, Math.toIntExact(day.toEpochDay()));
  }

  /** The number in the form that people are linked by; empty if it is not valid. */
  Optional<UTF8String> canonical() {
    return Optional.ofNullable(IdNumber.canonical(type, number, day));
  }

  /** The number as read. */
  UTF8String number() {
    return number;
  }

  /** Whether a document, as it was read, is this one; for plans. */
  public boolean isWrittenAs(UTF8String document) {
    return number.equals(document);
  }

  /** Whether a field of a raw row, which is a CSV line, holds this document; for plans. */
  public boolean isMentionedIn(UTF8String raw) {
    return BETWEEN_FIELDS
        .splitAsStream(raw.toString())
        .map(UTF8String::fromString)
        .anyMatch(this::isField);
  }

  private boolean isField(UTF8String field) {
    UTF8String text = TextForm.read(field);
    return text != null
        && (text.equals(number)
            || canonical()
                .filter(own -> own.equals(IdNumber.canonical(type, text, day)))
                .isPresent());
  }

  @Override
  public String toString() {
    return "AskedDocument(number hidden)";
  }

  private static UTF8String read(String text) {
    return TextForm.read(UTF8String.fromString(text));
  }
}
