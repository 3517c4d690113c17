package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class HexDigestTest {

  private final HexDigest digest = new HexDigest();

  @Property
  void theFirstBitsAreThoseOfTheFirstSixteenDigits(@ForAll long bits, @ForAll long rest) {
    assertThat(digest.firstBits(text("%016x%016x".formatted(bits, rest)))).isEqualTo(bits);
    assertThat(digest.firstBits(text("%016X".formatted(bits)))).isEqualTo(bits);
  }

  @Test
  void whatIsNoDigestIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> digest.firstBits(text("0123456789abcde")))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("a digest of 15 digits");
    assertThatThrownBy(() -> digest.firstBits(text("0123456789abcdeg")))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("no hexadecimal digit in a digest");
  }

  private static UTF8String text(String hex) {
    return UTF8String.fromString(hex);
  }
}
