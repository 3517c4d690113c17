package canbao.jobs.run;

/**
 * Who is due by published figures: for cities only, never for a person.
 *
 * <p>Due for pension = population of the year x share of those aged 16 and more - people for whom
 * {@code pensionExcluded} holds; due for medical = population - people for whom {@code
 * medicalExcluded} holds. A year and city without the figures has no row.
 *
 * @param basis {@code residence}
 * @param populationCode {@code CODE} of the source {@code statistic}, in its read form
 * @param pensionShareCode {@code CODE} of the share in basis points, in its read form
 */
public record PublishedDenominator(
    String id,
    String basis,
    String titleZh,
    String titleEn,
    String populationCode,
    String pensionShareCode,
    String pensionExcluded,
    String medicalExcluded) {}
