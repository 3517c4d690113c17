/**
 * What the province signs: a release of a day goes from draft to published, seen by two people,
 * with the difference to what was published before. It knows releases by their tables alone.
 */
package canbao.jobs.publication;
