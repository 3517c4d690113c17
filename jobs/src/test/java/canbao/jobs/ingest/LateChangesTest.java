package canbao.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Change lists of labour relations that come late; each gives one relation another employer. */
@ExtendWith({LocalSpark.class, SharedRuns.class})
class LateChangesTest {

  private static final String TAKE = "ingest --as-of " + LateList.NOW;
  private static final String REGISTER = "register --as-of " + LateList.NOW;

  private final LateList list;

  @TempDir private Path folder;

  LateChangesTest(LateList list) {
    this.list = list;
  }

  @Test
  void aChangeListMayComeLateAndWaitsIfTheBatchIsNotThereThatItBuildsOn() {
    LateList copy = list.copied(folder);
    change(copy, "2018-12-28", "2018-12-27", "L1");
    change(copy, "2019-01-01", "2018-12-30", "L2");
    change(copy, "2018-12-30", "2018-12-29", "L3");
    copy.run(3, TAKE);
    copy.run(0, REGISTER);

    assertThat(
            copy.sql(
                "SELECT batch, state, reason FROM quality.batch"
                    + " WHERE source = 'enrolment_labour'"))
        .isEqualTo(
            """
            2018-12-28 | waiting | it builds on 2018-12-27, which was not accepted; the last accepted batch is 2018-12-31
            2018-12-29 | accepted |\s
            2018-12-30 | accepted |\s
            2018-12-31 | accepted |\s
            2019-01-01 | accepted |\s""");
    assertThat(history(copy, "'L1', 'L2', 'L3'"))
        .isEqualTo(
            """
            L1 | E1 |  |  | 2018-12-29
            L2 | E1 |  | 2019-01-01 | 2018-12-29
            L2 | E2 | 2019-01-01 |  | 2019-01-01
            L3 | E1 |  |  | 2018-12-29
            L3 | E2 | 2018-12-30 | 2018-12-31 | 2019-01-01""");

    thatWhichWaitsIsTakenOnceTheOtherComesAndNothingASecondTime(copy);
  }

  private static void thatWhichWaitsIsTakenOnceTheOtherComesAndNothingASecondTime(LateList copy) {
    new BatchWriter(copy.landing(), "enrolment_labour", "2018-12-27")
        .file("part.csv", SmallProvince.lines("enrolment_labour"))
        .write();
    copy.run(3, TAKE);
    copy.run(0, REGISTER);
    assertThat(history(copy, "'L1'"))
        .isEqualTo(
            """
            L1 | E1 |  |  | 2018-12-29
            L1 | E2 | 2018-12-28 | 2018-12-29 | 2019-01-01""");

    copy.run(3, TAKE);
    assertThat(copy.canbao().run(REGISTER).out()).containsPattern("register +0 +0 +0 +0 ");
  }

  private static String history(LateList copy, String relations) {
    return copy.sql(
        "SELECT relation_id, employer, valid_from, valid_to, known_from FROM register.enrolment"
            + " WHERE source = 'enrolment_labour' AND relation_id IN (%s)".formatted(relations));
  }

  private static void change(LateList copy, String day, String previous, String relation) {
    new BatchWriter(copy.landing(), "enrolment_labour", day)
        .changesOf(previous)
        .file(
            "part.csv",
            List.of(
                "OP," + SmallProvince.lines("enrolment_labour").get(0),
                "变更,01,%s,%s,%s,410,440103,E2,10,11,1,1,0,20100101,,"
                    .formatted(SmallProvince.number(1), SmallProvince.NAME, relation)))
        .write();
  }
}
