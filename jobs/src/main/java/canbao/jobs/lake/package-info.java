/**
 * The lake: Delta tables, each with one home that says its columns, and the few ways to write them.
 */
package canbao.jobs.lake;
