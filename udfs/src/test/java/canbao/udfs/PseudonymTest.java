package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class PseudonymTest {

  private static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/hmac.csv", numLinesToSkip = 1)
  void digestsAreThoseOfTheStandard(String reason, String secret, String message, String digest) {
    Pseudonym pseudonym = new Pseudonym(HexFormat.of().parseHex(secret));
    assertThat(pseudonym.digest(UTF8String.fromString(message)))
        .as(reason)
        .isEqualTo(HexFormat.of().parseHex(digest));
  }

  @Property
  void keysAndDigestsAreThoseOfTheJvmsOwnMac(
      @ForAll @Size(min = 1, max = 100) byte[] secret, @ForAll String text)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    UTF8String canonical = UTF8String.fromString(text);
    byte[] expected = mac.doFinal(canonical.getBytes());
    Pseudonym pseudonym = new Pseudonym(secret);
    assertThat(pseudonym.digest(canonical)).isEqualTo(expected);
    assertThat(pseudonym.key(canonical)).isEqualTo(ByteBuffer.wrap(expected).getLong());
  }

  @Test
  void manyThreadsGetTheKeysOfOne() {
    Pseudonym pseudonym = new Pseudonym(SECRET);
    List<Long> alone = IntStream.range(0, 20_000).mapToObj(n -> key(pseudonym, n)).toList();
    List<Long> together =
        IntStream.range(0, 20_000).parallel().mapToObj(n -> key(pseudonym, n)).toList();
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void aCopySentToAnotherJvmGivesTheSameKeys() throws IOException, ClassNotFoundException {
    Pseudonym pseudonym = new Pseudonym(SECRET);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
      out.writeObject(pseudonym);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
      Pseudonym copy = (Pseudonym) in.readObject();
      assertThat(copy).isEqualTo(pseudonym).hasSameHashCodeAs(pseudonym);
      assertThat(key(copy, 7)).isEqualTo(key(pseudonym, 7));
    }
  }

  @Test
  void pseudonymsOfDifferentSecretsDiffer() {
    Pseudonym other = new Pseudonym("0123456789abcdeF".getBytes(StandardCharsets.US_ASCII));
    assertThat(other).isNotEqualTo(new Pseudonym(SECRET));
    assertThat(key(other, 7)).isNotEqualTo(key(new Pseudonym(SECRET), 7));
  }

  @Test
  void theSecretIsOurOwnCopyAndInNoText() {
    byte[] given = SECRET.clone();
    Pseudonym pseudonym = new Pseudonym(given);
    given[0]++;
    assertThat(pseudonym).isEqualTo(new Pseudonym(SECRET)).hasToString("Pseudonym(secret hidden)");
  }

  @Test
  void anEmptySecretIsRefused() {
    assertThatThrownBy(() -> new Pseudonym(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The secret of the pseudonym is empty: anybody could compute the keys. Give 32 random bytes.");
  }

  private static long key(Pseudonym pseudonym, int number) {
    return pseudonym.key(UTF8String.fromString("440105" + number));
  }
}
