package canbao.jobs.evaluation;

/** What an indicator is judged to be, from the worst to the best of its kind. */
enum Judgement {
  /** It is below the base of 2015. */
  REVERSED("逆向"),
  /** It has not reached a target that is due, or is below a floor. */
  NOT_MET("未达标"),
  /** It rises, but slower than the time passes. */
  BEHIND("滞后"),
  ON_SCHEDULE("达到预期进度"),
  /** It has reached the last target before its time. */
  AHEAD("提前完成"),
  /** It has reached the target that is due, or stands on its floor. */
  MET("达标");

  private final String text;

  Judgement(String text) {
    this.text = text;
  }

  /** As the evaluation's tables say it. */
  String text() {
    return text;
  }
}
