/**
 * What people are grouped by, and which numbers of groups are shown: {@code
 * coverage.group_coverage}. Coverage, which knows who is due and covered, counts.
 */
package canbao.jobs.group;
