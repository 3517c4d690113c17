package canbao.jobs.group;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * The groups that lists of other authorities name ({@code register.group_member}), in the order of
 * their bits in a set. A person may be in several.
 */
public enum SpecialGroup {
  POOR,
  MINIMUM_LIVING,
  DESTITUTE,
  DISABLED,
  DISABLED_SEVERE,
  ORPHAN,
  MIGRANT,
  LAND_LOST;

  private static final List<SpecialGroup> IN_ORDER = List.of(values());

  /** The set of one group by its code; of a code that none has, the empty set. */
  public static Column set(Column code) {
    Column bits = lit(0);
    for (SpecialGroup group : values()) {
      bits = when(code.equalTo(group.name()), group.bit()).otherwise(bits);
    }
    return bits;
  }

  /** As in result rows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int number() {
    return IN_ORDER.indexOf(this);
  }

  int bit() {
    return 1 << number();
  }
}
