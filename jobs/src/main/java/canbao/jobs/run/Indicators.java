package canbao.jobs.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The main indicators of the plan ({@code conf/indicators.csv}, its rows of box 2).
 *
 * @param rows in the file's order
 */
public record Indicators(List<Indicator> rows) {

  public Indicators {
    rows = List.copyOf(rows);
  }

  /** SHA-256 over what the rows say. */
  public String fingerprint() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] text = rows.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
