package canbao.jobs.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * One synthetic person on one day, as perfect registers would know it.
 *
 * <p>Mutable while it is made and when an event changes it; nobody keeps it beyond its rows. Dates
 * are days since 1970, places six-digit codes with 0 for none.
 */
final class Person {

  final long number;

  /** False before birth or arrival: no file knows the person yet. */
  boolean isKnown = true;

  /** False for people whom only enrolment files know. */
  boolean isInPopulation = true;

  boolean isFemale;
  int birth;
  String name = "";
  String documentType = "";
  String documentNumber = "";
  String nationality = "CHN";

  int registration;

  /** 0: not stated, so that a registered person lives where registered. */
  int residence;

  RegisterState registerState = RegisterState.NORMAL;
  boolean isDeadInRegister;
  int died = Days.NONE;

  final List<StatusSpell> statuses = new ArrayList<>(1);
  final List<Relation> relations = new ArrayList<>(6);
  final List<GroupSpell> groups = new ArrayList<>(0);
  int cardIssued = Days.NONE;
  boolean isCardCancelled;
  int cardPool;

  Person(long number) {
    this.number = number;
  }

  int ageOn(int day) {
    return Days.age(birth, day);
  }

  /** Where the person lives in fact, stated or not. */
  int home() {
    return residence == 0 ? registration : residence;
  }

  boolean hasStatus(StatusKind kind, int day) {
    for (StatusSpell spell : statuses) {
      if (spell.kind() == kind && spell.holdsOn(day)) {
        return true;
      }
    }
    return false;
  }

  /** State of the household register (HJZT). */
  enum RegisterState {
    NORMAL("正常"),
    MOVED_OUT("迁出"),
    CANCELLED("注销"),
    DEAD("死亡");

    final String code;

    RegisterState(String code) {
      this.code = code;
    }
  }

  /** Kinds of the {@code status} source. */
  enum StatusKind {
    DEATH("death", "卫健"),
    STUDENT("student", "教育"),
    SOLDIER("soldier", "退役军人"),
    PRISON("prison", "司法"),
    ABROAD("abroad", "出入境"),
    INSURED_OUTSIDE("insured_outside", "部级比对");

    final String code;
    final String says;

    StatusKind(String code, String says) {
      this.code = code;
      this.says = says;
    }
  }

  /** A status from its first to its last day; {@link Days#NONE} is an open end. */
  record StatusSpell(StatusKind kind, int from, int to) {

    boolean holdsOn(int day) {
      return from <= day && day <= to;
    }
  }

  /** Membership of a group that the plan wants fully covered. */
  record GroupSpell(String group, int from, int to, int division) {}
}
