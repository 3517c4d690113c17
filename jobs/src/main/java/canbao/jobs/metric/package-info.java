/**
 * The numbers of a night, kept day by day in {@code quality.metric}, and which of them are unlike
 * their own past ({@code quality.anomaly}).
 *
 * <p>Numbers are made of what ingest has measured of batches ({@code quality.metric_state}) and of
 * what coverage has counted, never of rows about people; so a night's are a few thousand, whatever
 * the size of the province, and are judged in memory.
 */
package canbao.jobs.metric;
