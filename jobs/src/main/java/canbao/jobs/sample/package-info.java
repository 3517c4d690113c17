/**
 * A synthetic province in the form of the input contract, with the truth beside it.
 *
 * <h2>The world</h2>
 *
 * {@link canbao.jobs.sample.PersonMaker} makes any person from the seed and the person's number
 * alone; nobody is remembered, so that any number of people needs the same memory and any task can
 * make any of them.
 *
 * <ul>
 *   <li>{@code Homes}: where people are registered and live. Margins: residents and registered
 *       people of the 21 cities in 2018, {@code cities.csv}. Who moved where is the model's.
 *   <li>{@code Ages}: birth dates. Margins: shares of 0–14 and 60+ by city, 2020 census, {@code
 *       cities.csv}. The ages within the bands and of newcomers are the model's.
 *   <li>{@code Documents}: valid and unique numbers of types 01, 16, 07 (both forms) and 04–06.
 *       Area codes are those of {@code gb2260_guangdong.csv}, current and retired, and of counties
 *       that many newcomers come from.
 *   <li>{@code Circumstances}: deaths, students, soldiers, prisoners, people abroad or insured
 *       outside, key groups. All shares are the model's.
 *   <li>{@code Livelihood}, {@code Lapses}: relations in the lines of the contract. Coverage by
 *       city lies around the plan's targets by {@code coverage_aims.csv}, which is the model's;
 *       cards are held by 90.8 % (published_figures.csv, 2018).
 *   <li>{@code Evolution}, {@code Births}: at most one event a person in all the days: birth,
 *       death, arrival, departure, moves, enrolment, lapse, pause, resumption, transfer, statuses,
 *       withdrawal, removal, retirement. Birthdays and spells are the calendar's.
 *   <li>{@code Renewals}, {@code YearlyMoves}: where nights lie months apart, who pays for another
 *       year, joins or stops with a new year. All shares are the model's.
 * </ul>
 *
 * No figure of the sample is a published one; the {@code statistic} source says so in its edition.
 *
 * <h2>The files</h2>
 *
 * A {@code Portion} is one day of one range of people; one task writes one file of each of its
 * batches in one pass. The first day has full lists of all nine sources. Later days have changes of
 * population, pension, medical, status and card, and full lists of labour; groups, settlements,
 * benefits and statistics come on the first day only. {@code Source} has the encodings and forms,
 * {@code Spelling} the lawful variety of values.
 *
 * <h2>The truth</h2>
 *
 * <ul>
 *   <li>{@code truth/coverage.csv}: {@code CoverageTally} looks at people, never at rows, and
 *       shares no code with the product. Where there is dirt it is still the truth of the world:
 *       what perfect sources would have given.
 *   <li>{@code truth/rows/}: the person behind every row, by the physical line it begins on.
 *   <li>{@code truth/faults/}: every fault with the line it is in and what the contract makes of
 *       it: {@code rule n} (rejected by that reason), a check of {@code checks.csv}, {@code
 *       finding} (without a check of its own), {@code duplicate}, {@code nothing}.
 * </ul>
 *
 * {@code Faults} puts at most one fault into a row, the same one whenever the row is written.
 */
package canbao.jobs.sample;
