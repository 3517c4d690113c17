/**
 * What a source owes, as a contract of the Open Data Contract Standard 3.1: written out of {@code
 * conf/sources} and {@code conf/rules}, and compared with one that somebody else has written.
 */
package canbao.jobs.datacontract;
