package canbao.jobs.run;

import canbao.udfs.TextForm;
import org.apache.spark.unsafe.types.UTF8String;

/** The form in which codes are compared, whether a file or a setting holds them. */
final class ReadForm {

  private ReadForm() {}

  /** Empty when nothing is left of the text. */
  static String of(String text) {
    UTF8String read = TextForm.read(UTF8String.fromString(text));
    return read == null ? "" : read.toString();
  }
}
