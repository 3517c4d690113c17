package canbao.jobs.ingest;

import java.util.List;

/**
 * A batch whose manifest and folder agree.
 *
 * @param files those of the manifest
 */
record BatchToTake(Manifest manifest, List<FileToRead> files) {}
