/**
 * Starter measures of enrolment records, after the set that the US Medicaid programme begins with:
 * share of people with more than one id, with two spells at once, with gaps in a year, who left
 * without a reason, and codes that are all 8, all 9 or blank. Asked by a person; they change no
 * number.
 */
package canbao.jobs.measure;
