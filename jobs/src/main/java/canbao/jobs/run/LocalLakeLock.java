package canbao.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The operating system's lock on a file of the lake. */
final class LocalLakeLock extends LakeLock {

  private static final String WAIT = "Wait until it has ended and start again";

  /**
   * Locks of this process. They are looked up before the file is opened, because closing any
   * channel of a file gives up all locks that the process has on it.
   */
  private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  private LocalLakeLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static LakeLock take(Path lake, String name, String holder) throws IOException {
    Files.createDirectories(lake);
    Path file = lake.toRealPath().resolve(name);
    String other = HELD.putIfAbsent(file, holder);
    if (other != null) {
      throw inUse(file.toString(), other, WAIT);
    }
    try {
      return new LocalLakeLock(file, locked(file, holder));
    } catch (IOException | JobFailure e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static FileChannel locked(Path file, String holder) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw inUse(file.toString(), Files.readString(file, StandardCharsets.UTF_8), WAIT);
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(bytes(holder)));
    channel.force(true);
    return channel;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release " + file, e);
    } finally {
      HELD.remove(file);
    }
  }
}
