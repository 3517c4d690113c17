package canbao.jobs.sample;

/** One enrolment of a person in one line, as its agency keeps it. */
final class Relation {

  final Line line;

  /** Position among all relations that the person ever had: with the person it makes the id. */
  final int ordinal;

  int pool;
  String employer = "";
  String employerType = "";
  String identity = "";
  State state = State.PAYING;
  int start;
  int end = Days.NONE;

  /** The year paid for; 0 for every line but 390. */
  int insuranceYear;

  String reason = "";

  Relation(Line line, int ordinal, int pool, int start) {
    this.line = line;
    this.ordinal = ordinal;
    this.pool = pool;
    this.start = start;
  }

  /** Whether the relation counts on a day. */
  boolean isLiveOn(int day) {
    boolean enrolled = state == State.PAYING || state == State.DRAWING;
    boolean paidFor = line != Line.RESIDENT_MEDICAL || insuranceYear == Days.year(day);
    return enrolled && paidFor && start <= day && day <= end;
  }

  /** Lines of the three enrolment sources and the family that each covers. */
  enum Line {
    EMPLOYEE_PENSION("110", Source.ENROLMENT_PENSION, Family.PENSION),
    PUBLIC_PENSION("120", Source.ENROLMENT_PENSION, Family.PENSION),
    RESIDENT_PENSION("170", Source.ENROLMENT_PENSION, Family.PENSION),
    UNEMPLOYMENT("210", Source.ENROLMENT_LABOUR, Family.UNEMPLOYMENT),
    WORK_INJURY("410", Source.ENROLMENT_LABOUR, Family.WORK_INJURY),
    MATERNITY("510", Source.ENROLMENT_LABOUR, Family.MATERNITY),
    EMPLOYEE_MEDICAL("310", Source.ENROLMENT_MEDICAL, Family.MEDICAL),
    RESIDENT_MEDICAL("390", Source.ENROLMENT_MEDICAL, Family.MEDICAL),
    VETERAN_MEDICAL("340", Source.ENROLMENT_MEDICAL, Family.MEDICAL),
    OFFICIAL_SUPPLEMENT("320", Source.ENROLMENT_MEDICAL, Family.NONE),
    LARGE_COST_SUPPLEMENT("330", Source.ENROLMENT_MEDICAL, Family.NONE);

    final String code;
    final Source source;
    final Family family;

    Line(String code, Source source, Family family) {
      this.code = code;
      this.source = source;
      this.family = family;
    }
  }

  /** Families that lines cover; supplements cover none. */
  enum Family {
    PENSION(0),
    MEDICAL(1),
    UNEMPLOYMENT(2),
    WORK_INJURY(3),
    MATERNITY(4),
    NONE(5);

    static final int COUNT = 6;

    final int position;

    Family(int position) {
      this.position = position;
    }
  }

  /** State of enrolment and payment: (AAC008, AAC031) and PSN_INSU_STAS. */
  enum State {
    PAYING("1", "1", "1"),
    DRAWING("1", "3", "1"),
    SUSPENDED("2", "2", "2"),
    DRAWING_SUSPENDED("2", "3", "2"),
    ENDED("4", "3", "4");

    final String enrolment;
    final String payment;
    final String medical;

    State(String enrolment, String payment, String medical) {
      this.enrolment = enrolment;
      this.payment = payment;
      this.medical = medical;
    }
  }
}
