package canbao.jobs.quality;

/** The side of data quality that a rule looks at. */
public enum Dimension {
  COMPLETENESS,
  VALIDITY,
  CONSISTENCY,
  UNIQUENESS,
  TIMELINESS,
  ACCURACY,
  PLAUSIBILITY
}
