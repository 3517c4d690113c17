package canbao.jobs.lake;

import java.util.Map;

/**
 * A file of a table.
 *
 * @param path absolute
 * @param name as the log has it
 * @param partition by column, the values that all its rows share; without those that are null
 * @param size in bytes
 */
record TableFile(String path, String name, Map<String, String> partition, long size) {}
