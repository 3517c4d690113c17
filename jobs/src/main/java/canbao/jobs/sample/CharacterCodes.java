package canbao.jobs.sample;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of single characters in an encoding, each looked up once: a charset's own encoder is
 * slow for short texts.
 */
final class CharacterCodes {

  private static final CharacterCodes UTF_8 = new CharacterCodes(StandardCharsets.UTF_8);
  private static final CharacterCodes GB18030 = new CharacterCodes(Charset.forName("GB18030"));

  private final Charset charset;

  /** Up to four bytes packed; 0 is not looked up yet. Threads may look up twice: it is the same. */
  private final int[] codes = new int[Character.MAX_VALUE + 1];

  private CharacterCodes(Charset charset) {
    this.charset = charset;
  }

  static CharacterCodes of(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) ? UTF_8 : GB18030;
  }

  /** Writes a text's bytes and returns the place after them; four bytes a character suffice. */
  int write(String text, byte[] target, int from) {
    int at = from;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        at = unpack(packed(text.substring(i, i + 2)), target, at);
        i++;
      } else {
        at = unpack(code(c), target, at);
      }
    }
    return at;
  }

  private int code(char c) {
    int code = codes[c];
    if (code == 0) {
      code = packed(String.valueOf(c));
      codes[c] = code;
    }
    return code;
  }

  private int packed(String character) {
    int packed = 0;
    for (byte b : character.getBytes(charset)) {
      packed = packed << 8 | (b & 0xFF);
    }
    return packed;
  }

  private static int unpack(int packed, byte[] target, int from) {
    int at = from;
    for (int shift = 24; shift >= 0; shift -= 8) {
      int rest = packed >>> shift;
      if (rest != 0) {
        target[at++] = (byte) rest;
      }
    }
    return at;
  }
}
