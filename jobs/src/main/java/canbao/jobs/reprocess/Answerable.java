package canbao.jobs.reprocess;

import java.time.Instant;

/**
 * Who answers for corrected rows.
 *
 * @param who the officer
 * @param reason why the rows are right now
 * @param account that ran the command
 * @param moment when
 */
public record Answerable(String who, String reason, String account, Instant moment) {}
