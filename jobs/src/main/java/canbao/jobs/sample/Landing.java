package canbao.jobs.sample;

import canbao.jobs.sample.Source.Form;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where the files of a sample lie. */
final class Landing {

  private Landing() {}

  /** The file system of a folder, without the .crc files that Hadoop writes beside local files. */
  static FileSystem fileSystem(String out, Configuration hadoop) throws IOException {
    FileSystem files = new Path(out).getFileSystem(hadoop);
    return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
  }

  static Path batchFolder(SampleOptions options, Source source, String date) {
    return new Path(new Path(options.out(), source.id()), date);
  }

  static Path truthFolder(SampleOptions options) {
    return new Path(options.out(), "truth");
  }

  /** A truth file of one portion, with its header. */
  static TextFile truth(FileSystem files, Portion portion, String kind, String header)
      throws IOException {
    String name = portion.date() + "-" + BatchFile.partName(portion.part()) + ".csv";
    Path folder = new Path(truthFolder(portion.options()), kind);
    TextFile file = new TextFile(files, new Path(folder, name), Form.UTF8_LF);
    file.append(header).endLine("\n");
    return file;
  }
}
