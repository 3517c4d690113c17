/**
 * How far the numbers of a city can be used, line by line: grades as the US Medicaid data-quality
 * atlas gives them (low, medium, high concern, unusable), each with its reason in words. They
 * change no number and withhold none.
 */
package canbao.jobs.usability;
