package canbao.jobs.run;

import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

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
    return DigestUtils.sha256Hex(rows.toString());
  }
}
