package canbao.jobs.run;

/** Form of the log on standard error: lines for people or one JSON object a line. */
public enum LogForm {
  TEXT,
  JSON
}
