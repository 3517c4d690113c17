package canbao.udfs;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The keyed pseudonym of a document: HMAC-SHA-256 (RFC 2104) of its canonical number.
 *
 * <p>The secret is in no text this object gives, so that it may stand as a literal in a Spark plan.
 * Any number of threads may use one pseudonym.
 */
public final class Pseudonym implements Serializable {

  private static final int BLOCK = 64;
  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5C;

  private final byte[] secret;

  /** Digests that have taken in the padded secret; they are copied for use and never changed. */
  private final transient MessageDigest keyedInner;

  private final transient MessageDigest keyedOuter;

  /**
   * @param secret of any length but zero; 32 random bytes are as strong as the digest
   * @throws IllegalArgumentException if the secret is empty
   */
  public Pseudonym(byte[] secret) {
    if (secret.length == 0) {
      throw new IllegalArgumentException(
          "The secret of the pseudonym is empty: anybody could compute the keys. Give 32 random bytes.");
    }
    this.secret = secret.clone();
    byte[] key = secret.length > BLOCK ? sha256().digest(secret) : this.secret;
    this.keyedInner = keyed(key, INNER_PAD);
    this.keyedOuter = keyed(key, OUTER_PAD);
  }

  /** The first eight bytes of the digest as a big-endian number. */
  public long key(UTF8String canonical) {
    byte[] digest = digest(canonical);
    long key = 0;
    for (int at = 0; at < Long.BYTES; at++) {
      key = (key << 8) | (digest[at] & 0xFF);
    }
    return key;
  }

  /** All 32 bytes of the digest, for telling two documents with one key apart. */
  public byte[] digest(UTF8String canonical) {
    MessageDigest outer = copy(keyedOuter);
    outer.update(copy(keyedInner).digest(canonical.getBytes()));
    return outer.digest();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pseudonym that && MessageDigest.isEqual(secret, that.secret);
  }

  /** Equal for equal secrets and of no use for finding one. */
  @Override
  public int hashCode() {
    return secret.length;
  }

  @Override
  public String toString() {
    return "Pseudonym(secret hidden)";
  }

  /** The keyed digests are not serialised: the copy makes its own. */
  private Object readResolve() {
    return new Pseudonym(secret);
  }

  private static MessageDigest keyed(byte[] key, byte pad) {
    byte[] block = Arrays.copyOf(key, BLOCK);
    for (int at = 0; at < BLOCK; at++) {
      block[at] ^= pad;
    }
    MessageDigest keyed = sha256();
    keyed.update(block);
    return keyed;
  }

  private static MessageDigest copy(MessageDigest keyed) {
    try {
      return (MessageDigest) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          "The SHA-256 of this JVM cannot be copied. Put the provider SUN first.", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
