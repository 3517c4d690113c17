/**
 * Takes batches of files in: verifies them against their manifest, reads and judges every row, and
 * keeps accepted rows in {@code landing}, rejected ones in {@code quality.rejected}.
 */
package canbao.jobs.ingest;
