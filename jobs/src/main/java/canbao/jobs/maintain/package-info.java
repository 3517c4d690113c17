/** Keeps the lake's files few and its folders clean; the only place where files are removed. */
package canbao.jobs.maintain;
