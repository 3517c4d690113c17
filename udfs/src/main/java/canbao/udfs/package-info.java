/**
 * The functions of the domain: reading text and dates, places, identity numbers, names, masks and
 * the keyed pseudonym.
 *
 * <p>{@link canbao.udfs.SqlFunction} is the list of all of them: SQL name, static method, types.
 * {@link canbao.udfs.CanbaoExtensions} gives them to Spark SQL and {@link canbao.udfs.Functions} to
 * Java callers. The methods behind them are plain static Java: null in, null out unless stated,
 * without regular expressions, and the argument itself comes back when it is already clean.
 */
package canbao.udfs;
