package canbao.jobs.coverage;

import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * People counted at one place who are alike in everything that a count asks.
 *
 * <p>Who is registered here, lives there and is enrolled in two pools is counted at each of these
 * places, and once for the province.
 */
final class PersonGroup {

  private final Basis basis;
  private final Level level;
  private final List<String> divisions;
  private final int linesAnywhere;
  private final int linesHere;
  private final int probableLines;
  private final boolean isAmbiguous;
  private final boolean livesHere;
  private final boolean isExact;
  private final boolean inRegister;
  private final boolean dead;
  private final long dueBits;
  private final boolean isPensionSuspended;
  private final boolean isMedicalSuspended;
  private final boolean isPensionContributing;
  private final boolean isMedicalContributing;
  private final boolean isPensionReceiving;
  private final long people;

  /**
   * @param row as {@link PersonGroups#of} selects it
   */
  PersonGroup(Row row) {
    int place = row.getAs("place");
    this.basis = basisOf(place);
    this.level = Level.valueOf(row.getAs("level"));
    this.divisions = divisionsOf(place, row);
    this.linesAnywhere = row.getAs("lines_anywhere");
    this.linesHere = row.getAs("lines_here");
    this.probableLines = row.getAs("probable_lines");
    this.isAmbiguous = row.getAs("is_ambiguous");
    this.livesHere = row.getAs("lives_here");
    this.isExact = row.getAs("is_exact");
    this.inRegister = row.getAs("in_register");
    this.dead = row.getAs("dead");
    this.dueBits = row.getAs("due_bits");
    this.isPensionSuspended = row.getAs("is_pension_suspended");
    this.isMedicalSuspended = row.getAs("is_medical_suspended");
    this.isPensionContributing = row.getAs("is_pension_contributing");
    this.isMedicalContributing = row.getAs("is_medical_contributing");
    this.isPensionReceiving = row.getAs("is_pension_receiving");
    this.people = row.getAs("people");
  }

  /** By which of a person's places this one counts. */
  Basis basis() {
    return basis;
  }

  /** Whether the group counts at a level. */
  boolean isAt(Level asked) {
    return level == asked || level == Level.EVERY;
  }

  /** The rows of a result that the group is counted in, as six digits. */
  List<String> divisions() {
    return divisions;
  }

  long people() {
    return people;
  }

  /** Whether the people have a valid number of their own. */
  boolean isExact() {
    return isExact;
  }

  /** Whether it is known who the people are. */
  boolean isIdentified() {
    return isExact || inRegister;
  }

  /** Whether the people are outside the register and may be any of several in it. */
  boolean isAmbiguous() {
    return isAmbiguous;
  }

  boolean inRegister() {
    return inRegister;
  }

  boolean isDead() {
    return dead;
  }

  /** Whether the place is the city where the people live; of the province, whether they do. */
  boolean livesHere() {
    return livesHere;
  }

  /** Whether the people have a bit in {@code due_bits}. */
  boolean hasDueBit(int bit) {
    return (dueBits & 1L << bit) != 0;
  }

  /** Whether there is a live relation of the family in any pool. */
  boolean isEnrolled(Family family) {
    return (linesAnywhere & InsuranceLine.bitsOf(family)) != 0;
  }

  /** The same, relations counted in of people who are probably these. */
  boolean isProbablyEnrolled(Family family) {
    return ((linesAnywhere | probableLines) & InsuranceLine.bitsOf(family)) != 0;
  }

  /** Whether there is a live relation of the family in the pool of the place. */
  boolean isEnrolledHere(Family family) {
    return (linesHere & InsuranceLine.bitsOf(family)) != 0;
  }

  boolean isEnrolledHere(InsuranceLine line) {
    return (linesHere & line.bit()) != 0;
  }

  boolean isPensionSuspended() {
    return isPensionSuspended;
  }

  boolean isMedicalSuspended() {
    return isMedicalSuspended;
  }

  /** Whether the people have lately paid for the family. */
  boolean isContributing(Family family) {
    return switch (family) {
      case PENSION -> isPensionContributing;
      case MEDICAL -> isMedicalContributing;
      default -> false;
    };
  }

  /** Whether the people draw a pension. */
  boolean isPensionReceiving() {
    return isPensionReceiving;
  }

  private static Basis basisOf(int place) {
    return switch (place - PersonState.MEMO_BIT) {
      case PersonGroups.REGISTERED -> Basis.REGISTRATION;
      case PersonGroups.RESIDENT -> Basis.RESIDENCE;
      default -> Basis.ENROLMENT;
    };
  }

  private static List<String> divisionsOf(int place, Row row) {
    if (basisOf(place) == Basis.ENROLMENT) {
      return List.of(poolOrProvince(place));
    }
    List<String> divisions = new ArrayList<>();
    divisions.add(Integer.toString(row.getAs("city")));
    divisions.add(CityCounts.PROVINCE);
    if (row.<Boolean>getAs("is_in_memo")) {
      divisions.add(PersonState.MEMO);
    }
    return divisions;
  }

  private static String poolOrProvince(int place) {
    if (place < PersonState.MEMO_BIT) {
      return Places.cities().get(place).code();
    }
    return place == PersonState.MEMO_BIT ? PersonState.MEMO : CityCounts.PROVINCE;
  }
}
