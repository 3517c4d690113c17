package canbao.udfs;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The valid numbers that a typist may have meant by one that is not valid: those of 18 characters
 * that are one slip of the hand away.
 *
 * <p>A slip is one wrong character, two neighbours that changed places, one character left out, or
 * one too many. The check finds every one of the first two, so that the number meant is always
 * among those given; area and calendar leave about a dozen of them.
 */
public final class RepairedNumber {

  private static final int LENGTH = 18;
  private static final byte[] CHARACTERS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'};

  private RepairedNumber() {}

  /**
   * Canonical numbers in ascending order; none if the number is valid, is of a type without a check
   * or is no number of about 18 characters; null for a null or empty number.
   */
  public static ArrayData candidates(UTF8String rawType, UTF8String rawNumber, int day) {
    UTF8String type = TextForm.read(rawType);
    UTF8String number = TextForm.read(rawNumber);
    if (number == null) {
      return null;
    }
    Set<UTF8String> found = new LinkedHashSet<>();
    if (DocumentRules.kindOf(type, number, day) == DocumentKind.NONE) {
      Slips slips = new Slips(type, day, number.getBytes(), found);
      switch (number.numBytes()) {
        case LENGTH -> {
          slips.replaced();
          slips.swapped();
        }
        case LENGTH - 1 -> slips.inserted();
        case LENGTH + 1 -> slips.removed();
        default -> {
          // Farther from a number than one slip.
        }
      }
    }
    return new GenericArrayData(found.stream().sorted().toArray());
  }

  /** The slips that may have led to a number, each undone and kept if what is left is valid. */
  private static final class Slips {

    private final UTF8String type;
    private final int day;
    private final byte[] number;
    private final Set<UTF8String> found;

    Slips(UTF8String type, int day, byte[] number, Set<UTF8String> found) {
      this.type = type;
      this.day = day;
      this.number = number;
      this.found = found;
    }

    void replaced() {
      for (int at = 0; at < LENGTH; at++) {
        for (byte character : CHARACTERS) {
          byte[] candidate = number.clone();
          candidate[at] = character;
          keepIfValid(candidate);
        }
      }
    }

    void swapped() {
      for (int at = 0; at + 1 < LENGTH; at++) {
        byte[] candidate = number.clone();
        candidate[at] = number[at + 1];
        candidate[at + 1] = number[at];
        keepIfValid(candidate);
      }
    }

    void inserted() {
      for (int at = 0; at < LENGTH; at++) {
        for (byte character : CHARACTERS) {
          byte[] candidate = new byte[LENGTH];
          System.arraycopy(number, 0, candidate, 0, at);
          candidate[at] = character;
          System.arraycopy(number, at, candidate, at + 1, number.length - at);
          keepIfValid(candidate);
        }
      }
    }

    void removed() {
      for (int at = 0; at <= LENGTH; at++) {
        byte[] candidate = Arrays.copyOf(number, LENGTH);
        System.arraycopy(number, at + 1, candidate, at, LENGTH - at);
        keepIfValid(candidate);
      }
    }

    private void keepIfValid(byte[] candidate) {
      UTF8String text = UTF8String.fromBytes(candidate);
      switch (DocumentRules.kindOf(type, text, day)) {
        case CITIZEN, RESIDENCE_PERMIT, PERMANENT_RESIDENCE -> found.add(text);
        default -> {
          // Passes have no check that a repair could rest on.
        }
      }
    }
  }
}
