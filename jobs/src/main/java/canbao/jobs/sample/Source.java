package canbao.jobs.sample;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The nine sources in the form in which the synthetic agencies send them: column order, encoding,
 * line end. They differ on purpose.
 */
enum Source {
  POPULATION(
      Form.GB18030_CRLF,
      "AAC147,AAC058,AAC003,AAC004,AAC006,AAC161,AAC009,BAC301,AAC301,HJZT,AAC060,AAE037"),
  ENROLMENT_PENSION(
      Form.GB18030_LF,
      "AAZ159,AAC058,AAC147,AAC003,AAC004,AAC006,AAE140,AAB301,AAB001,AAB019,AAC066,AAC008,AAC031,"
          + "AAC084,AAE030,AAE031,AAE160"),
  ENROLMENT_LABOUR(
      Form.UTF8_LF,
      "AAE140,AAB301,AAB001,AAB019,AAC003,AAC058,AAC147,AAC066,AAZ159,AAC008,AAC031,AAC084,AAE030,"
          + "AAE031,AAE160"),
  ENROLMENT_MEDICAL(
      Form.UTF8_BOM_LF,
      "PSN_INSU_RLTS_ID,INSUTYPE,AAC058,AAC147,AAC003,AAC006,INSU_ADMDVS,EMP_NO,PSN_INSU_STAS,"
          + "RETIRE_FLAG,BEGNDATE,ENDDATE,INSU_YEAR"),
  STATUS(Form.UTF8_CRLF, "KIND,AAC058,AAC147,AAC003,FROM,TO,ORG"),
  CARD(Form.GB18030_LF, "AAC003,AAC058,AAC147,AAB301,CARD_STATE,ISSUED"),
  GROUP_MEMBER(Form.UTF8_LF, "GROUP,DIVISION,AAC003,AAC058,AAC147,FROM,TO"),
  SETTLEMENT(
      Form.UTF8_LF,
      "STAY_ID,LINE,AAC058,AAC147,AAC003,DIVISION,DISCHARGED,TOTAL,IN_POLICY,FUND_PAID,"
          + "ASSISTANCE_PAID,SELF_PAID"),
  BENEFIT(Form.UTF8_LF_GZIP, "MONTH,AAE140,AAB301,AAC058,AAC147,AAC003,AMOUNT"),
  STATISTIC(Form.UTF8_CRLF, "CODE,DIVISION,YEAR,VALUE,UNIT,EDITION,SOURCE");

  private static final String OP = "OP";

  final Form form;
  private final String header;
  private final String id;

  Source(Form form, String header) {
    this.form = form;
    this.header = header;
    this.id = name().toLowerCase(Locale.ROOT);
  }

  /** The folder's name, and the source's in the manifest. */
  String id() {
    return id;
  }

  /** The file's columns, in its order. */
  List<String> columns() {
    return List.of(header.split(",", -1));
  }

  /** Keeps the random streams of a person's rows in different sources apart. */
  long salt() {
    return id.hashCode() * 64L;
  }

  /** Position of a column in the file. */
  int at(String column) {
    int position = columns().indexOf(column);
    if (position < 0) {
      throw new IllegalArgumentException(id() + " has no column " + column);
    }
    return position;
  }

  boolean has(String column) {
    return columns().contains(column);
  }

  /** The header line; a change list begins with what happens to the row. */
  String header(BatchMode mode) {
    return mode == BatchMode.CHANGES ? OP + "," + header : header;
  }

  /** Encoding and line form of a source's files. */
  enum Form {
    GB18030_CRLF("GB18030", "\r\n", "csv"),
    GB18030_LF("GB18030", "\n", "csv"),
    UTF8_LF("UTF-8", "\n", "csv"),
    UTF8_CRLF("UTF-8", "\r\n", "csv"),
    UTF8_BOM_LF("UTF-8", "\n", "csv"),
    UTF8_LF_GZIP("UTF-8", "\n", "csv.gz");

    final String encoding;
    final String lineEnd;
    final String extension;

    Form(String encoding, String lineEnd, String extension) {
      this.encoding = encoding;
      this.lineEnd = lineEnd;
      this.extension = extension;
    }

    Charset charset() {
      return encoding.equals("UTF-8") ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    }

    /** What stands before the header: a byte-order mark or nothing. */
    String mark() {
      return this == UTF8_BOM_LF ? "\uFEFF" : "";
    }
  }

  /** Whether a batch holds everything or what has changed since the one before. */
  enum BatchMode {
    FULL,
    CHANGES;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
