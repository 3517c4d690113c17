/** Source kinds: which columns a source has and how each of them is read. */
package canbao.jobs.source;
