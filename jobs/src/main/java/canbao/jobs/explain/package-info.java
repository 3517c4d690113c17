/**
 * Whom a document number means, what of it was rejected, and who asked: what {@code explain} needs
 * beside the reasons, which coverage gives.
 */
package canbao.jobs.explain;
