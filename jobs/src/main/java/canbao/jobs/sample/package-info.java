/** A synthetic province in the form of the input contract, with the truth beside it. */
package canbao.jobs.sample;
