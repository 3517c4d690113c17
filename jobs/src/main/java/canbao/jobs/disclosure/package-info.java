/**
 * Which numbers of small areas and groups are hidden, so that nobody can work a small count out
 * from the others and from totals. Knows no Spark and no insurance: counts go in, cells come out.
 *
 * <p><b>What is small.</b> Each cell has several counts ({@code due} is covered and uncovered
 * people together, by family). One that is from 1 to below the threshold is small, and hides its
 * cell with all its counts. Nobody at all (0) is not small: that nobody of a group is uncovered may
 * be known. But zeros of a cell that is hidden with others are hidden too, so that no hidden cell
 * is known to have somebody.
 *
 * <p><b>What is proven.</b> Cells are hidden in {@link canbao.jobs.disclosure.Block blocks}, some
 * rows times some columns of a table whose other cells, row and column totals are known. What is
 * then known of a block are the sums of its rows and columns, and of a count in it no more than an
 * interval as wide as the smallest of four numbers: the row's sum, the column's, and what is left
 * of the block's sum beside each (Fréchet's bounds, exact for two-way tables). A block is taken
 * only if each of its counts, large ones and zeros too, has an interval at least as wide as the
 * threshold, or as wide as it would be if the table hid all its cells. Hiding more never tells
 * more, so any union of such blocks is safe.
 *
 * <p>A small count is to keep more: an interval as wide as the threshold, or as the totals of
 * cities allow, which are published whatever they are. What the area above shows may not allow it,
 * as when all that a district with a published total of few leaves of a city is one county: an area
 * whose parts have such a count hides all its values ({@link
 * canbao.jobs.disclosure.TableSuppression}). For a large count or nobody no area hides more: that a
 * city has nobody of a value is no secret, and tells that its counties have nobody either, and of
 * the only other value their totals. Tests attack random provinces with a linear program and ask
 * both of every hidden count.
 *
 * <p>Areas lie within one another. Values that a city hides are one column of its counties' table,
 * whose sum is known, and counties whose total is hidden one row: so a table has its own known
 * totals at each level. Its parts have no totals of their own: each can be nobody or as many as the
 * sum, which therefore has to be as large as the threshold, or lie in a block.
 *
 * <p><b>Other nights.</b> A cell that has to be hidden stays hidden for some days, a year by
 * default, after the last night on which it had to be. So whatever was hidden the night before is
 * hidden tonight, and neither night's tables show a number that the other one hides and that could
 * be taken for it; a cell is shown again only when what it hid lies so far back. What was shown
 * before a count became small stays known: no table of a later night takes that back.
 */
package canbao.jobs.disclosure;
