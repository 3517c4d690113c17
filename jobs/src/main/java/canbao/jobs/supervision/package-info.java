/**
 * What officers are to look at: suspected cases that the checks of {@code conf/codes/checks.csv}
 * find in the register, each with a life over the nights. Which check lives where stands in
 * jobs/README.md.
 */
package canbao.jobs.supervision;
