/**
 * What the rows of a source look like: types, gaps, patterns, ranges, frequent values, and the
 * rules that would fit them. It reads {@code landing.*} alone and writes nothing to the lake.
 */
package canbao.jobs.profile;
