package canbao.jobs.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.io.FileUtils;

/**
 * A PostgreSQL server with an empty database, on a free port of this machine, until it is closed.
 *
 * <p>PostgreSQL does not run as root. A test that does gives it to {@code nobody}, by a program
 * that every Linux has and without a user namespace, which a container may lack.
 */
final class PostgresServer implements AutoCloseable {

  static final String ADMIN = "postgres";
  static final String PASSWORD = "the admin's";

  private static final int ROOT = 0;
  private static final int NOBODY = 65534;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Not below the build, whose folder nobody else may be let into. */
  private final Path home;

  private final List<String> asOther = new ArrayList<>();
  private final int port;
  private final Process server;

  PostgresServer() throws IOException, InterruptedException {
    home = Files.createTempDirectory("postgres");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    unpack();
    Path password = Files.writeString(home.resolve("password"), PASSWORD);
    if (new UnixSystem().getUid() == ROOT) {
      asOther.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY));
      asOther.addAll(List.of("--clear-groups", "--"));
      give(home);
      give(password);
    }
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String data = home.resolve("data").toString();
    Process made =
        start(
            List.of("initdb", "-D", data, "-U", ADMIN, "-A", "scram-sha-256", "-N"),
            List.of("--pwfile=" + password, "-E", "UTF-8", "--locale=C"));
    if (!made.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException("initdb failed:\n" + log());
    }
    server =
        start(
            List.of("postgres", "-D", data, "-h", "127.0.0.1", "-p", Integer.toString(port)),
            List.of("-k", home.toString(), "-F", "-c", "full_page_writes=off"));
    awaitAnswer();
  }

  /** For settings: without a user. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), ADMIN, PASSWORD);
  }

  /** Runs sentences, each in a transaction of its own. */
  void execute(String... sentences) {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      for (String sentence : sentences) {
        boolean unused = statement.execute(sentence);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops it at once and removes all that it had. */
  @Override
  public synchronized void close() {
    try {
      if (server != null && server.isAlive()) {
        // Its fast end; the one that Java asks for waits for open connections.
        Process asked = new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
        int unused = asked.waitFor() + server.waitFor();
      }
      FileUtils.deleteDirectory(home.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void unpack() throws IOException {
    try (InputStream packed =
            PostgresServer.class.getResourceAsStream("/postgres-linux-x86_64.txz");
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry e = tar.getNextTarEntry(); e != null; e = tar.getNextTarEntry()) {
        Path path = home.resolve(e.getName());
        open(e.isDirectory() ? path : path.getParent());
        if (e.isDirectory()) {
          continue;
        }
        if (e.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(e.getLinkName()));
        } else {
          Files.copy(tar, path);
          boolean isProgram = (e.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  /** Makes a folder, and lets others look into it whatever files are usually made like. */
  private static void open(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      open(folder.getParent());
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void give(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", NOBODY);
    Files.setAttribute(path, "unix:gid", NOBODY);
  }

  private Process start(List<String> program, List<String> more) throws IOException {
    List<String> command = new ArrayList<>(asOther);
    command.add(home.resolve("bin").resolve(program.get(0)).toString());
    command.addAll(program.subList(1, program.size()));
    command.addAll(more);
    return new ProcessBuilder(command)
        .directory(home.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
        .start();
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    for (Instant end = Instant.now().plus(PATIENCE); ; Thread.sleep(50)) {
      try {
        connect().close();
        return;
      } catch (SQLException e) {
        if (!server.isAlive() || Instant.now().isAfter(end)) {
          throw new IOException("PostgreSQL did not start:\n" + log(), e);
        }
      }
    }
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("log"));
  }
}
