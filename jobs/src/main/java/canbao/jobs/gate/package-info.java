/** Decides whether a day's numbers may be published, and of which cities. */
package canbao.jobs.gate;
