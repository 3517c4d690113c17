/**
 * The register of people and their enrolments: typed rows with a person's key in place of the
 * document, true for a time and known from a time on.
 *
 * <p>What tells of suspected identities, for who looks for findings:
 *
 * <ul>
 *   <li>number and name changed at once: open rows of {@code register.link} with method {@code
 *       same_relation} and certainty {@code probable}; from_key is who holds the relation now,
 *       to_key who held it; the relation itself is in {@code register.enrolment}, closed with
 *       to_key and open with from_key;
 *   <li>one person with two numbers: {@code same_relation} and {@code certain} is a document that
 *       was corrected or renewed, {@code name_and_birth} or {@code repaired_register_number} a
 *       valid number of somebody whom the population has without one; two rows of the population
 *       are two people of {@code register.identity} with one name and birth;
 *   <li>somebody who may be several people: {@code ambiguous}, and {@code possible} for each;
 *   <li>one number with another name: names of rows stay in {@code landing}, where the file and
 *       line of each row of the register lead; {@code register.identity} has the population's name.
 * </ul>
 */
package canbao.jobs.register;
