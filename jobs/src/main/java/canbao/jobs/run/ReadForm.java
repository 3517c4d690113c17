package canbao.jobs.run;

import java.text.Normalizer;
import java.util.Locale;

/** The form in which codes are compared. */
final class ReadForm {

  private ReadForm() {}

  static String of(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("[\\p{Z}\\p{Cc}\\p{Cf}]", "")
        .toUpperCase(Locale.ROOT);
  }
}
