package canbao.jobs.sample;

import java.util.Arrays;

/** The words of the OP column. */
final class Change {

  static final String ADDED = "新增";
  static final String CHANGED = "变更";
  static final String CANCELLED = "取消";

  private Change() {}

  /** What makes the new row of the old one; null if nothing does. */
  static String of(String[] before, String[] after) {
    if (before == null) {
      return ADDED;
    }
    return Arrays.equals(before, after) ? null : CHANGED;
  }
}
