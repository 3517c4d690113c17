/**
 * Rejected rows that an office has corrected: gives them out, checks what comes back, lays it down
 * in the landing folder as a batch of changes that {@code ingest} takes, and keeps who has
 * corrected what, and why.
 */
package canbao.jobs.reprocess;
