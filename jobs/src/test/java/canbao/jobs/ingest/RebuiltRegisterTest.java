package canbao.jobs.ingest;

import static canbao.jobs.ingest.LateList.AFTER;
import static canbao.jobs.ingest.LateList.ALL;
import static canbao.jobs.ingest.LateList.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({LocalSpark.class, SharedRuns.class})
class RebuiltRegisterTest {

  private final LateList list;

  @TempDir private Path folder;

  RebuiltRegisterTest(LateList list) {
    this.list = list;
  }

  @Test
  void theRegisterCanBeMadeAgainFromWhatWasAccepted() throws IOException {
    LateList copy = list.copied(folder);
    String before = everything(copy);
    Dataset<Row> unused =
        copy.session()
            .sql("UPDATE delta.`%s/register/status` SET kind = 'PRISON'".formatted(copy.lake()));

    Outcome changedByHand = copy.canbao().run("rebuild");

    assertThat(changedByHand.code()).isEqualTo(1);
    assertThat(changedByHand.err())
        .startsWith("canbao: The register is not what landing, quality.batch");
    assertThat(changedByHand.out())
        .containsPattern("register.status +1 +1 +1 +1\n")
        .containsPattern("register.enrolment +(\\d+) +\\1 +0 +0\n")
        .containsPattern("register.identity +(\\d+) +\\1 +0 +0\n");

    FileUtils.deleteDirectory(copy.lake().resolve("register").toFile());
    assertThat(copy.canbao().run("register --as-of " + NOW).err())
        .startsWith("canbao: The register in file:" + copy.lake() + " has lost what it")
        .contains("rebuild --replace");
    copy.run(0, "rebuild --replace");

    assertThat(everything(copy)).isEqualTo(before);
    assertThat(copy.lake().resolve("rebuilt")).doesNotExist();
    copy.run(0, "register --as-of " + NOW);
    copy.run(0, "coverage --as-of " + AFTER);
    assertThat(copy.covered(AFTER)).isEqualTo(ALL);
  }

  private static String everything(LateList copy) {
    return List.of("person", "enrolment", "status", "identity", "link", "applied").stream()
        .map(table -> TextTable.drawn(copy.tables().table("register." + table).orElseThrow()))
        .collect(Collectors.joining("\n"));
  }
}
