package canbao.jobs.run;

import java.time.LocalDate;

/**
 * A day by what was known of it at the end of a system date.
 *
 * @param known what was learned later does not count
 */
public record KnownDay(LocalDate day, LocalDate known) {}
