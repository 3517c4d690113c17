/** Freezes what is published: copies of the result tables and one row in the ledger. */
package canbao.jobs.release;
