package canbao.jobs.run;

import com.fasterxml.jackson.core.JsonPointer;

/** JSON pointers, in which a settings file names its values. */
final class Pointers {

  private Pointers() {}

  static String child(String parent, String key) {
    return parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  /** How a message calls the value: {@code 'key'}, or {@code item 2 of 'key'}. */
  static String subject(String pointer) {
    if (pointer.isEmpty()) {
      return "the file";
    }
    JsonPointer last = JsonPointer.compile(pointer).last();
    String parent = parent(pointer);
    return last.mayMatchElement() && !parent.isEmpty()
        ? "item %d of %s".formatted(last.getMatchingIndex() + 1, subject(parent))
        : "'" + last.getMatchingProperty() + "'";
  }
}
