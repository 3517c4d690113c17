package canbao.udfs;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The one form in which every coded value, number, date and division is compared.
 *
 * <p>NFKC, then without any character of the Unicode categories Z*, Cc and Cf wherever it stands,
 * then upper-cased in the root locale, then NFKC once more, because removing and upper-casing can
 * leave characters side by side that compose. Reading a text that has been read changes nothing.
 */
public final class TextForm {

  private TextForm() {}

  /**
   * The text as it is compared, the argument itself if it is already so; null if nothing is left.
   */
  public static UTF8String read(UTF8String raw) {
    if (raw == null || raw.numBytes() == 0) {
      return null;
    }
    if (isStable(raw)) {
      return raw;
    }
    return isAscii(raw) ? readAscii(raw) : readUnicode(raw);
  }

  /**
   * The characters that stand for no information in a value: blanks, controls, zero-width signs.
   */
  static boolean isRemoved(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }

  /** The byte at a place, counted from 0; the caller keeps within the text. */
  static byte byteAt(UTF8String text, int at) {
    return Platform.getByte(text.getBaseObject(), text.getBaseOffset() + at);
  }

  /** True if every character is one that reading leaves as it is, whatever stands beside it. */
  private static boolean isStable(UTF8String text) {
    int length = text.numBytes();
    int at = 0;
    while (at < length) {
      if (isStableAscii(byteAt(text, at))) {
        at++;
      } else if (isStableIdeograph(text, at)) {
        at += 3;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isStableAscii(byte b) {
    return b > ' ' && b < 0x7F && !(b >= 'a' && b <= 'z');
  }

  /**
   * U+4000 to U+9FFF, the common ideographs, have no case, no decomposition and compose with
   * nothing.
   */
  private static boolean isStableIdeograph(UTF8String text, int at) {
    int lead = byteAt(text, at) & 0xFF;
    return lead >= 0xE4
        && lead <= 0xE9
        && at + 2 < text.numBytes()
        && isContinuation(byteAt(text, at + 1))
        && isContinuation(byteAt(text, at + 2));
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private static boolean isAscii(UTF8String text) {
    for (int at = 0; at < text.numBytes(); at++) {
      if (byteAt(text, at) < 0) {
        return false;
      }
    }
    return true;
  }

  private static UTF8String readAscii(UTF8String raw) {
    byte[] kept = new byte[raw.numBytes()];
    int length = 0;
    for (int at = 0; at < kept.length; at++) {
      byte b = byteAt(raw, at);
      if (b > ' ' && b < 0x7F) {
        kept[length++] = b >= 'a' && b <= 'z' ? (byte) (b - ('a' - 'A')) : b;
      }
    }
    return length == 0 ? null : UTF8String.fromBytes(Arrays.copyOf(kept, length));
  }

  private static UTF8String readUnicode(UTF8String raw) {
    StringBuilder kept = new StringBuilder();
    Normalizer.normalize(raw.toString(), Normalizer.Form.NFKC)
        .codePoints()
        .filter(codePoint -> !isRemoved(codePoint))
        .forEach(kept::appendCodePoint);
    String upper = kept.toString().toUpperCase(Locale.ROOT);
    String read = Normalizer.normalize(upper, Normalizer.Form.NFKC);
    return read.isEmpty() ? null : UTF8String.fromString(read);
  }
}
