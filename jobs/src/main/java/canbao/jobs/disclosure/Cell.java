package canbao.jobs.disclosure;

/**
 * A number of a table.
 *
 * @param area code of the province, a city or a county
 * @param value of the table's dimension
 */
public record Cell(String area, String value) {}
