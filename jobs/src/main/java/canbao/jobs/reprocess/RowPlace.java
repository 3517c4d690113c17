package canbao.jobs.reprocess;

import java.time.LocalDate;

/**
 * Where a row of a source stands, as {@code quality.rejected} names it.
 *
 * @param batch date of its batch
 * @param file the batch's own, or one with corrections of it
 * @param line physical line on which it begins
 */
record RowPlace(LocalDate batch, String file, long line) {}
