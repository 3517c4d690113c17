package canbao.jobs.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A PostgreSQL database that sources are read from, as {@code conf/env} names it. Its password is
 * no setting: it is read when it is needed, and nothing that can be printed holds it.
 *
 * @param name by which {@code conf/sources} speaks of it
 * @param url for the driver, without user and password
 * @param passwordFile used if the environment does not give the password
 * @param connections that may be open at once, beside the one that holds the snapshot
 * @param fetchSize rows that the driver asks for at once
 */
public record Database(
    String name,
    String url,
    String user,
    Optional<Path> passwordFile,
    int connections,
    int fetchSize) {}
