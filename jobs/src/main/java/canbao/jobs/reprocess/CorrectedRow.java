package canbao.jobs.reprocess;

import canbao.jobs.run.CsvFile;
import java.util.List;

/**
 * A row as it should have been sent.
 *
 * @param place of the rejected row
 * @param texts of the columns of {@link CorrectionSheet#sent}, in their order
 * @param entry its line in the file that was handed back, where faults of it are told
 */
record CorrectedRow(RowPlace place, List<String> texts, CsvFile.Entry entry) {

  CorrectedRow {
    texts = List.copyOf(texts);
  }
}
