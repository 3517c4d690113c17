package canbao.udfs;

import org.apache.spark.unsafe.types.UTF8String;

/** The documents whose numbers can identify a person, with the type they are filed under. */
@SuppressWarnings("ImmutableEnumChecker") // a UTF8String over its own bytes never changes
enum DocumentKind {
  CITIZEN("01"),
  CITIZEN_OF_15_DIGITS("01"),
  RESIDENCE_PERMIT("16"),
  PERMANENT_RESIDENCE("07"),
  PERMANENT_RESIDENCE_OF_15_CHARACTERS("07"),
  HONG_KONG_PASS("04"),
  MACAO_PASS("05"),
  TAIWAN_PASS("06"),
  /** No document: the number is not valid, or its type has no numbers that identify. */
  NONE(null);

  private final UTF8String type;

  DocumentKind(String type) {
    this.type = UTF8String.fromString(type);
  }

  /** The type as in AAC058; null for none. */
  UTF8String type() {
    return type;
  }
}
