/**
 * Freezes what is published: copies of the result tables, the definitions that they rest on, and
 * one row in the ledger. Makes a release again from history, and tells why its numbers are others
 * now.
 */
package canbao.jobs.release;
