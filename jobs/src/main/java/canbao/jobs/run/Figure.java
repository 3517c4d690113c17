package canbao.jobs.run;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure as the plan writes it: {@code 97}, {@code 98以上}, {@code 占当地…消费支出30%}, or none.
 *
 * @param text as written
 * @param number in the indicator's unit, of a share its percentage; empty for {@link Form#NONE}
 */
public record Figure(String text, Form form, Optional<BigDecimal> number) {

  /** How exactly a figure is given. */
  public enum Form {
    NONE("—?"),
    EXACTLY("([0-9]+(?:\\.[0-9]+)?)"),
    AT_LEAST("([0-9]+(?:\\.[0-9]+)?)以上"),
    ABOUT("([0-9]+(?:\\.[0-9]+)?)左右"),
    /** Of an amount that is another one in every place and year. */
    SHARE("占?[^0-9]+?([0-9]+)%(?:以上)?(?: \\(merged cell\\))?");

    private final Pattern pattern;

    Form(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  /** No figure. */
  public static final Figure MISSING = new Figure("", Form.NONE, Optional.empty());

  /** Reads a cell; empty if it has none of the forms. */
  public static Optional<Figure> read(String text) {
    return Arrays.stream(Form.values()).flatMap(form -> read(text, form).stream()).findFirst();
  }

  private static Optional<Figure> read(String text, Form form) {
    Matcher matcher = form.pattern.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<BigDecimal> number =
        form == Form.NONE ? Optional.empty() : Optional.of(new BigDecimal(matcher.group(1)));
    return Optional.of(new Figure(text, form, number));
  }

  /** Whether a level can be compared with it. */
  public boolean isNumber() {
    return form == Form.EXACTLY || form == Form.AT_LEAST;
  }
}
