package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden cases of the checks that look at facts of the register, in one small lake, on the last day
 * of 2018. A person is named by what is the matter; of whom the name begins with "lawful" nothing
 * is to be found.
 */
@ExtendWith(LocalSpark.class)
class SupervisionTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  /** All are registered in 440100. */
  private static final String PEOPLE =
      """
      who STRING | birth DATE | sex STRING | life_state STRING | death_date DATE | register_state STRING | city STRING
      110 in two cities                                | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      170 twice in one city                            | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      390 of one year twice                            | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      210 in two cities                                | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      110 here, and there with a wrong number          | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      110 in two cities from next year on              | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 410 at two employers                     | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 110 here, from next year on there        | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 390 of the next two years                | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 390 of two years                         | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: ended, and enrolled again                | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 110 pauses here, is paid there           | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: perhaps somebody with 110 elsewhere      | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      110 and 170                                      | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      120 and 170                                      | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      310 and 390                                      | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 110 and a paused 170                     | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 310, and 390 of the next year            | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 310 with its supplement 330              | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      two pensions in November                         | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: 170 in October, 110 from November on     | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      dead by the register, draws in two cities        | 1950-05-05 | 1 | 2 | 2018-03-03 | 死亡 | 440100
      dead by a list, pays                             | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      dead without a date, has 310                     | 1980-05-05 | 1 | 2 |            | 死亡 | 440100
      dead since 2017, has 390 of 2018                 | 1980-05-05 | 1 | 2 | 2017-12-30 | 死亡 | 440100
      dead in March, a pension in May                  | 1950-05-05 | 1 | 2 | 2018-03-03 | 死亡 | 440100
      lawful: died after the last payment month        | 1950-05-05 | 1 | 2 | 2018-03-03 | 死亡 | 440100
      lawful: dead since May, has 390 of 2018          | 1980-05-05 | 1 | 2 | 2018-05-05 | 死亡 | 440100
      lawful: dies tomorrow                            | 1950-05-05 | 1 | 2 | 2019-01-01 | 死亡 | 440100
      lawful: a pension in the month of the death      | 1950-05-05 | 1 | 2 | 2018-03-03 | 死亡 | 440100
      dead in March, ended in May                      | 1950-05-05 | 1 | 2 | 2018-03-03 | 死亡 | 440100
      dead in March, pauses since May                  | 1950-05-05 | 1 | 2 | 2018-03-31 | 死亡 | 440100
      lawful: dead in March, pauses since April        | 1950-05-05 | 1 | 2 | 2018-03-01 | 死亡 | 440100
      lawful: dead in March, ended in March            | 1950-05-05 | 1 | 2 | 2018-03-03 | 死亡 | 440100
      in prison, draws                                 | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      in prison all November, a pension in November    | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: in prison, the pension pauses            | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: in prison, pays 110                      | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: out of prison, draws                     | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: to prison in November, draws until then  | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      student of 25                                    | 1993-12-31 | 1 | 1 |            | 正常 | 440100
      student of 25, dead                              | 1993-12-31 | 1 | 2 | 2018-05-05 | 死亡 | 440100
      lawful: student of 24                            | 1994-01-01 | 1 | 1 |            | 正常 | 440100
      lawful: 30, was a student                        | 1988-01-01 | 1 | 1 |            | 正常 | 440100
      lawful: student of unknown age                   |            | 1 | 1 |            | 正常 | 440100
      retired in 110, has 210                          | 1960-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: retired in 110, has 310 and 410          | 1950-05-05 | 1 | 1 |            | 正常 | 440100
      man of 60 pays 110                               | 1958-11-30 | 1 | 1 |            | 正常 | 440100
      woman of 55 pays 110                             | 1963-11-30 | 2 | 1 |            | 正常 | 440100
      lawful: man of 60 since this month pays 110      | 1958-12-01 | 1 | 1 |            | 正常 | 440100
      lawful: man of 60 pays 110 for a reason          | 1958-11-30 | 1 | 1 |            | 正常 | 440100
      lawful: man of 70 pays 170                       | 1948-12-31 | 1 | 1 |            | 正常 | 440100
      left one city after coming to the other          | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: left one city, then came to the other    | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      poor without 170                                 | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      disabled child without 390                       | 2010-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: poor, insured by an employer             | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: poor child with 390                      | 2010-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: poor student with 390                    | 2000-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: poor and dead                            | 1980-05-05 | 1 | 2 | 2018-05-05 | 死亡 | 440100
      lawful: migrant without insurance                | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      lawful: no longer poor, without insurance        | 1980-05-05 | 1 | 1 |            | 正常 | 440100
      """;

  private static final String RELATIONS =
      """
      who STRING | certainty STRING | relation_id STRING | line STRING | city STRING | state STRING | payment_status STRING | retired STRING | start_date DATE | end_date DATE | insurance_year INT | reason STRING
      110 in two cities                                |      | A1 | 110 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      110 in two cities                                |      | A2 | 110 | 440300 | enrolled  | 1 | 0 | 2016-02-01 | 2019-05-31 |      |
      170 twice in one city                            |      | A3 | 170 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      170 twice in one city                            |      | A4 | 170 | 440100 | enrolled  | 1 | 0 | 2016-02-01 |            |      |
      390 of one year twice                            |      | A5 | 390 | 440100 | enrolled  |   | 0 | 2018-01-01 | 2018-12-31 | 2018 |
      390 of one year twice                            |      | A6 | 390 | 440600 | enrolled  |   | 0 | 2018-02-01 | 2018-12-31 | 2018 |
      210 in two cities                                |      | A7 | 210 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      210 in two cities                                |      | A8 | 210 | 440300 | enrolled  | 1 | 0 | 2016-02-01 |            |      |
      110 here, and there with a wrong number          |      | A9 | 110 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      with a wrong number                              | none | B1 | 110 | 440300 | enrolled  | 1 | 0 | 2016-02-01 |            |      |
      110 in two cities from next year on              |      | I1 | 110 | 440100 | enrolled  | 1 | 0 | 2020-01-01 |            |      |
      110 in two cities from next year on              |      | I2 | 110 | 440300 | enrolled  | 1 | 0 | 2020-02-01 |            |      |
      lawful: 110 here, from next year on there        |      | I3 | 110 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      lawful: 110 here, from next year on there        |      | I4 | 110 | 440300 | enrolled  | 1 | 0 | 2019-01-01 |            |      |
      lawful: 390 of the next two years                |      | I5 | 390 | 440100 | enrolled  |   | 0 | 2019-01-01 | 2019-12-31 | 2019 |
      lawful: 390 of the next two years                |      | I6 | 390 | 440100 | enrolled  |   | 0 | 2020-01-01 | 2020-12-31 | 2020 |
      lawful: 410 at two employers                     |      | B2 | 410 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      lawful: 410 at two employers                     |      | B3 | 410 | 440300 | enrolled  | 1 | 0 | 2016-02-01 |            |      |
      lawful: 390 of two years                         |      | B4 | 390 | 440100 | enrolled  |   | 0 | 2018-01-01 | 2018-12-31 | 2018 |
      lawful: 390 of two years                         |      | B5 | 390 | 440100 | enrolled  |   | 0 | 2018-12-01 | 2019-12-31 | 2019 |
      lawful: ended, and enrolled again                |      | B6 | 310 | 440100 | ended     |   | 0 | 2015-01-01 | 2016-05-31 |      |
      lawful: ended, and enrolled again                |      | B7 | 310 | 440100 | enrolled  |   | 0 | 2016-08-01 |            |      |
      lawful: 110 pauses here, is paid there           |      | B8 | 110 | 440100 | suspended | 2 | 0 | 2015-01-01 |            |      | 6301
      lawful: 110 pauses here, is paid there           |      | B9 | 110 | 440300 | enrolled  | 1 | 0 | 2016-02-01 |            |      |
      lawful: perhaps somebody with 110 elsewhere      |      | C1 | 110 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      lawful: perhaps the same                         | none | C2 | 110 | 440300 | enrolled  | 1 | 0 | 2016-02-01 |            |      |
      110 and 170                                      |      | C3 | 110 | 440100 | enrolled  | 1 | 0 | 2016-01-01 |            |      |
      110 and 170                                      |      | C4 | 170 | 440900 | enrolled  | 1 | 0 | 2012-02-01 |            |      |
      120 and 170                                      |      | C5 | 120 | 440100 | enrolled  | 3 | 1 | 2016-01-01 |            |      |
      120 and 170                                      |      | C6 | 170 | 440100 | enrolled  | 3 | 1 | 2012-02-01 |            |      |
      310 and 390                                      |      | C7 | 310 | 440100 | enrolled  |   | 0 | 2018-06-01 |            |      |
      310 and 390                                      |      | C8 | 390 | 440100 | enrolled  |   | 0 | 2018-01-01 | 2018-12-31 | 2018 |
      lawful: 110 and a paused 170                     |      | C9 | 110 | 440100 | enrolled  | 1 | 0 | 2016-01-01 |            |      |
      lawful: 110 and a paused 170                     |      | D1 | 170 | 440100 | suspended | 2 | 0 | 2012-01-01 |            |      |
      lawful: 310, and 390 of the next year            |      | D2 | 310 | 440100 | enrolled  |   | 0 | 2018-06-01 |            |      |
      lawful: 310, and 390 of the next year            |      | D3 | 390 | 440100 | enrolled  |   | 0 | 2018-12-01 | 2019-12-31 | 2019 |
      lawful: 310 with its supplement 330              |      | D4 | 310 | 440100 | enrolled  |   | 0 | 2018-06-01 |            |      |
      lawful: 310 with its supplement 330              |      | D5 | 330 | 440100 | enrolled  |   | 0 | 2018-06-01 |            |      |
      dead by the register, draws in two cities        |      | D6 | 110 | 440100 | enrolled  | 3 | 1 | 2005-06-01 |            |      |
      dead by the register, draws in two cities        |      | D7 | 310 | 440300 | enrolled  |   | 1 | 2005-07-01 |            |      |
      dead by a list, pays                             |      | D8 | 410 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      dead without a date, has 310                     |      | D9 | 310 | 440100 | enrolled  |   | 0 | 2015-01-01 |            |      |
      dead since 2017, has 390 of 2018                 |      | E1 | 390 | 440100 | enrolled  |   | 0 | 2018-01-01 | 2018-12-31 | 2018 |
      lawful: died after the last payment month        |      | E2 | 110 | 440100 | ended     | 3 | 0 | 2005-01-01 | 2018-02-28 |      | 6401
      lawful: dead since May, has 390 of 2018          |      | E3 | 390 | 440100 | enrolled  |   | 0 | 2018-01-01 | 2018-12-31 | 2018 |
      lawful: dies tomorrow                            |      | E4 | 110 | 440100 | enrolled  | 3 | 1 | 2005-01-01 |            |      |
      dead in March, ended in May                      |      | E5 | 170 | 440100 | ended     | 3 | 0 | 2005-01-01 | 2018-05-31 |      | 6401
      dead in March, pauses since May                  |      | E6 | 110 | 440100 | suspended | 3 | 1 | 2005-01-01 | 2018-05-31 |      | 1201
      lawful: dead in March, pauses since April        |      | E7 | 110 | 440100 | suspended | 3 | 1 | 2005-01-01 | 2018-04-30 |      | 1201
      lawful: dead in March, ended in March            |      | E8 | 110 | 440100 | ended     | 3 | 0 | 2005-01-01 | 2018-03-31 |      | 6401
      in prison, draws                                 |      | E9 | 120 | 440100 | enrolled  | 3 | 1 | 2005-01-01 |            |      |
      in prison all November, a pension in November    |      | F1 | 120 | 440100 | suspended | 3 | 1 | 2005-01-01 |            |      | 1202
      lawful: in prison, the pension pauses            |      | F2 | 120 | 440100 | suspended | 3 | 1 | 2005-01-01 |            |      | 1202
      lawful: in prison, pays 110                      |      | F3 | 110 | 440100 | enrolled  | 1 | 0 | 2005-01-01 |            |      |
      lawful: out of prison, draws                     |      | F4 | 110 | 440100 | enrolled  | 3 | 1 | 2005-01-01 |            |      |
      lawful: to prison in November, draws until then  |      | F5 | 110 | 440100 | suspended | 3 | 1 | 2005-01-01 |            |      | 1202
      retired in 110, has 210                          |      | F6 | 110 | 440100 | enrolled  | 3 | 1 | 2005-01-01 |            |      |
      retired in 110, has 210                          |      | F7 | 210 | 440100 | enrolled  | 1 | 0 | 2005-01-01 |            |      |
      lawful: retired in 110, has 310 and 410          |      | F8 | 110 | 440100 | enrolled  | 3 | 1 | 2005-01-01 |            |      |
      lawful: retired in 110, has 310 and 410          |      | F9 | 310 | 440100 | enrolled  |   | 1 | 2005-01-01 |            |      |
      lawful: retired in 110, has 310 and 410          |      | G1 | 410 | 440100 | enrolled  | 1 | 0 | 2005-01-01 |            |      |
      man of 60 pays 110                               |      | G2 | 110 | 440100 | enrolled  | 1 | 0 | 2005-01-01 |            |      |
      woman of 55 pays 110                             |      | G3 | 110 | 440100 | enrolled  | 1 | 0 | 2005-01-01 |            |      |
      lawful: man of 60 since this month pays 110      |      | G4 | 110 | 440100 | enrolled  | 1 | 0 | 2005-01-01 |            |      |
      lawful: man of 60 pays 110 for a reason          |      | G5 | 110 | 440100 | enrolled  | 1 | 0 | 2005-01-01 |            |      | 6399
      lawful: man of 70 pays 170                       |      | G6 | 170 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      left one city after coming to the other          |      | G7 | 110 | 440100 | ended     | 3 | 0 | 2005-01-01 | 2016-02-29 |      | 6404
      left one city after coming to the other          |      | G8 | 110 | 440300 | enrolled  | 1 | 0 | 2016-02-01 |            |      |
      lawful: left one city, then came to the other    |      | G9 | 110 | 440100 | ended     | 3 | 0 | 2005-01-01 | 2016-01-31 |      | 6404
      lawful: left one city, then came to the other    |      | H1 | 110 | 440300 | enrolled  | 1 | 0 | 2016-02-01 |            |      |
      poor without 170                                 |      | H2 | 390 | 440100 | enrolled  |   | 0 | 2018-01-01 | 2018-12-31 | 2018 |
      lawful: poor, insured by an employer             |      | H3 | 110 | 440100 | enrolled  | 1 | 0 | 2015-01-01 |            |      |
      lawful: poor, insured by an employer             |      | H4 | 310 | 440100 | enrolled  |   | 0 | 2015-01-01 |            |      |
      lawful: poor child with 390                      |      | H5 | 390 | 440100 | enrolled  |   | 0 | 2018-01-01 | 2018-12-31 | 2018 |
      lawful: poor student with 390                    |      | H6 | 390 | 440100 | enrolled  |   | 0 | 2018-01-01 | 2018-12-31 | 2018 |
      """;

  private static final String STATUSES =
      """
      who STRING | kind STRING | from_date DATE | to_date DATE
      dead by a list, pays                             | DEATH   | 2018-11-11 |
      in prison, draws                                 | PRISON  | 2018-12-31 |
      in prison all November, a pension in November    | PRISON  | 2018-11-01 | 2018-11-30
      lawful: in prison, the pension pauses            | PRISON  | 2018-02-01 |
      lawful: in prison, pays 110                      | PRISON  | 2018-02-01 | 2019-02-01
      lawful: out of prison, draws                     | PRISON  | 2017-02-01 | 2018-12-30
      lawful: to prison in November, draws until then  | PRISON  | 2018-11-02 |
      student of 25                                    | STUDENT | 2017-09-01 | 2020-07-15
      student of 25, dead                              | STUDENT | 2017-09-01 | 2020-07-15
      lawful: student of 24                            | STUDENT | 2017-09-01 | 2020-07-15
      lawful: 30, was a student                        | STUDENT | 2015-09-01 | 2018-12-30
      lawful: student of unknown age                   | STUDENT | 2017-09-01 | 2020-07-15
      lawful: poor student with 390                    | STUDENT | 2017-09-01 | 2020-07-15
      """;

  private static final String GROUPS =
      """
      who STRING | group_code STRING | from_date DATE | to_date DATE
      poor without 170                                 | POOR      | 2016-01-01 |
      disabled child without 390                       | DISABLED  | 2016-01-01 |
      lawful: poor, insured by an employer             | POOR      | 2016-01-01 |
      lawful: poor child with 390                      | POOR      | 2016-01-01 |
      lawful: poor student with 390                    | POOR      | 2016-01-01 |
      lawful: poor and dead                            | POOR      | 2016-01-01 |
      lawful: migrant without insurance                | MIGRANT   | 2016-01-01 |
      lawful: no longer poor, without insurance        | POOR      | 2016-01-01 | 2018-12-30
      """;

  private static final String BENEFITS =
      """
      who STRING | line STRING | month DATE | city STRING
      two pensions in November                         | 110 | 2018-11-01 | 440100
      two pensions in November                         | 170 | 2018-11-01 | 440900
      two pensions in November                         | 110 | 2018-12-01 | 440100
      lawful: 170 in October, 110 from November on     | 170 | 2018-10-01 | 440100
      lawful: 170 in October, 110 from November on     | 110 | 2018-11-01 | 440100
      dead in March, a pension in May                  | 110 | 2018-05-01 | 440100
      dead in March, a pension in May                  | 110 | 2018-03-01 | 440100
      lawful: a pension in the month of the death      | 110 | 2018-03-01 | 440100
      in prison all November, a pension in November    | 120 | 2018-11-01 | 440100
      lawful: to prison in November, draws until then  | 110 | 2018-11-01 | 440100
      """;

  private static final String LINKS =
      """
      who STRING | is_who STRING | certainty STRING | method STRING
      with a wrong number      | 110 here, and there with a wrong number     | certain  | repaired_number
      lawful: perhaps the same | lawful: perhaps somebody with 110 elsewhere | probable | repaired_number
      """;

  @TempDir private static Path folder;
  private static String found;
  private static List<String> nothingFound;

  @BeforeAll
  static void whatANightFinds(SparkSession spark) {
    Lake lake = new Lake(spark, folder.resolve("lake").toString());
    SmallRegister register = new SmallRegister(lake);
    register.table("person", PEOPLE);
    register.table("enrolment", RELATIONS);
    register.table("status", STATUSES);
    register.table("group_member", GROUPS);
    register.table("benefit", BENEFITS);
    register.table("link", LINKS);
    Dataset<Row> findings =
        new Findings(
                new OpenRegister(lake, DAY),
                new News(List.of()),
                BatchLog.read(lake),
                lake.read(SupervisionTables.FINDING),
                Settings.load(Path.of("../conf"), "local", Map.of()),
                new Scratch(lake, "supervision"))
            .ofFacts();
    Dataset<Row> people = TextTable.table(spark, PEOPLE).select("who");
    Dataset<Row> named =
        findings
            .withColumn("key", explode(col("person_keys")))
            .join(people, SmallRegister.key(col("who")).equalTo(col("key")), "right_outer");
    found =
        TextTable.drawn(
            named
                .filter("check_id IS NOT NULL")
                .select("check_id", "kind", "who", "division", "evidence"));
    nothingFound =
        named.filter("check_id IS NULL").select("who").collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
  }

  @Test
  void whatCannotBeIsFound() {
    assertThat(found)
        .isEqualTo(
            """
            check_id string | kind string | who string | division string | evidence string
            Q07 | twice_in_a_line | 110 here, and there with a wrong number | 440300 | 110 in 440100 from 2015-01; 110 in 440300 from 2016-02
            Q07 | twice_in_a_line | 110 in two cities from next year on | 440300 | 110 in 440100 from 2020-01; 110 in 440300 from 2020-02
            Q07 | twice_in_a_line | 110 in two cities | 440300 | 110 in 440100 from 2015-01; 110 in 440300 from 2016-02 to 2019-05
            Q07 | twice_in_a_line | 170 twice in one city | 440100 | 170 in 440100 from 2015-01; 170 in 440100 from 2016-02
            Q07 | twice_in_a_line | 210 in two cities | 440300 | 210 in 440100 from 2015-01; 210 in 440300 from 2016-02
            Q07 | twice_in_a_line | 390 of one year twice | 440600 | 390 in 440100 from 2018-01 to 2018-12; 390 in 440600 from 2018-02 to 2018-12
            Q08 | medical | 310 and 390 | 440100 | 390 in 440100 from 2018-01 to 2018-12; 310 in 440100 from 2018-06
            Q08 | pension | 110 and 170 | 440100 | 170 in 440900 from 2012-02; 110 in 440100 from 2016-01
            Q08 | pension | 120 and 170 | 440100 | 170 in 440100 from 2012-02; 120 in 440100 from 2016-01
            Q09 | paid_twice | two pensions in November | 440900 | 110 in 440100 for 2018-11; 170 in 440900 for 2018-11
            Q10 | enrolled | dead by a list, pays | 440100 | died 2018-11; 410 in 440100 from 2015-01
            Q10 | enrolled | dead by the register, draws in two cities | 440100 | died 2018-03; 110 in 440100 from 2005-06
            Q10 | enrolled | dead by the register, draws in two cities | 440300 | died 2018-03; 310 in 440300 from 2005-07
            Q10 | enrolled | dead since 2017, has 390 of 2018 | 440100 | died 2017-12; 390 in 440100 from 2018-01 to 2018-12
            Q10 | enrolled | dead without a date, has 310 | 440100 | died in an unknown month; 310 in 440100 from 2015-01
            Q11 | paid | dead in March, a pension in May | 440100 | 110 in 440100 for 2018-05
            Q11 | stopped_late | dead in March, ended in May | 440100 | died 2018-03; 170 in 440100 from 2005-01 to 2018-05
            Q11 | stopped_late | dead in March, pauses since May | 440100 | died 2018-03; 110 in 440100 from 2005-01 to 2018-05
            Q12 | enrolled | in prison, draws | 440100 | 120 in 440100 from 2005-01
            Q12 | paid | in prison all November, a pension in November | 440100 | 120 in 440100 for 2018-11
            Q13 | old_student | student of 25 | 440100 | list says STUDENT
            Q13 | old_student | student of 25, dead | 440100 | list says STUDENT
            Q16 | retired_and_employed | retired in 110, has 210 | 440100 | 110 in 440100 from 2005-01; 210 in 440100 from 2005-01
            Q17 | beyond_pension_age | man of 60 pays 110 | 440100 | 110 in 440100 from 2005-01
            Q17 | beyond_pension_age | woman of 55 pays 110 | 440100 | 110 in 440100 from 2005-01
            Q18 | overlap | left one city after coming to the other | 440300 | 110 in 440100 from 2005-01 to 2016-02; 110 in 440300 from 2016-02
            Q19 | not_insured | disabled child without 390 | 440100 | list says DISABLED
            Q19 | not_insured | poor without 170 | 440100 | list says POOR""");
  }

  @Test
  void whatIsLawfulIsNot() {
    assertThat(found).doesNotContain("lawful");
    assertThat(nothingFound).isNotEmpty().allMatch(who -> who.startsWith("lawful"));
  }
}
