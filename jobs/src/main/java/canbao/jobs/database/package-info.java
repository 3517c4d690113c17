/**
 * Sources that are read from a PostgreSQL database: what the database names as a batch is read in
 * one snapshot and laid down in the landing folder in the form of the contract. From there on it is
 * a batch of files like any other, kept as it was when it was read.
 */
package canbao.jobs.database;
