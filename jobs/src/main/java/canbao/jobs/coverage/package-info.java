/**
 * Who is due and who is covered: one row a person ({@code person_state}), and everything that is
 * counted from it.
 */
package canbao.jobs.coverage;
