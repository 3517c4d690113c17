/**
 * The register of people and their enrolments: typed rows with a person's key in place of the
 * document, true for a time and known from a time on.
 */
package canbao.jobs.register;
