package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with settings, told with its place before anything is done. */
class SettingsFaultsTest {

  /** File, text found in it, text put in its place, fault told; the surprising ones are in it. */
  private static final String SPOILT =
      """
      targets.yml | medical: 9800 | medcal: 9800 | 7:5 unknown key 'medcal', did you mean 'medical'?
      targets.yml | source: 粤府办 | quelle: 粤府办 | 5:5 missing key 'source' of item 1 of 'judging'
      targets.yml | pension: 9400 | pension: 94 %  | 6:14 'pension' must be a whole number, is '94 %'
      targets.yml | pension: 9400 | pension: 94.0 | 6:14 'pension' must be a whole number, is '94.0'
      targets.yml | pension: 9400 | pension: 10001 | 6:14 'pension' must be at most 10000, is 10001
      targets.yml | pension: 9400 | pension: | 6:13 'pension' must be a whole number, is nothing
      targets.yml | pension: 9400 | from_year: 2016 | 6:5 duplicate key 'from_year', first given on line 5
      targets.yml | from_year: 2018 | from_year: 2015 | 9:16 'from_year' must not be 2015 again
      targets.yml | from_year: 2015 | from_year: 02015 | 5:16 unquoted 02015 is another number in YAML: write "02015" in quotes, or a plain number
      targets.yml | judging: | judging: [ | 5:3 is not YAML: expected the node content, but found '-'
      denominators.yml | version: 1 | version: 0 | 2:10 'version' must be at least 1, is 0
      denominators.yml | headline: resident_due | headline: resident_du | 5:11 'headline' must be a declared denominator, is 'resident_du', did you mean 'resident_due'?
      denominators.yml | contributing_months: 3 | contributing_months: 0 | 8:22 'contributing_months' must be at least 1, is 0
      denominators.yml | id: resident_all | id: resident_due | 48:9 'id' must not be 'resident_due' again
      denominators.yml | basis: residence | basis: resident | 29:12 'basis' must be one of registration, residence, is 'resident', did you mean 'residence'?
      denominators.yml | NOT dead AND coalesce | NOT daed AND coalesce | 21:14 'pension' speaks of the unknown fact 'daed', did you mean 'dead'?
      denominators.yml | AND NOT (student | AND NOT ((student | 21:14 'pension' must be a Spark SQL predicate, cannot be read at its character 131
      denominators.yml | pension: registered_city IS NOT NULL | pension: EXISTS (SELECT 1) | 45:14 'pension' must not hold a query of its own
      sources/status.yml | table: status | table: state | 3:8 'table' must be one of person, enrolment, status, card, group_member, settlement, benefit, statistic, visit_result, is 'state', did you mean 'status'?
      sources/status.yml | source: status | source: state | 2:9 'source' must be 'status' as the file is called
      sources/status.yml | max_age_days: 31 | max_age_days: never | 5:15 'max_age_days' must be a number of days or unlimited, is 'never'
      sources/status.yml | max_age_days: 31 | max_age_days: -1 | 5:15 'max_age_days' must be at least 0, is -1
      sources/status.yml | required: true | required: yes | 4:11 unquoted yes is true or false in YAML: write "yes" in quotes, or true or false
      sources/status.yml | key: [document, KIND | key: [document, KINDS | 6:17 item 2 of 'key' must be a declared column, is 'KINDS', did you mean 'KIND'?
      sources/status.yml | 取消: D | 取消: X | 8:32 '取消' must be one of I, U, D, is 'X'
      sources/status.yml | name: TO, | name: FROM, | 16:12 'name' must not be 'FROM' again
      sources/status.yml | kind: date_last | kind: date | 16:22 'kind' must be one of document_type, document_number, name, code, date_first, date_last, month, division, amount, integer, text, is 'date'
      sources/status.yml | "DEATH" | "death", "ＤＥＡＴＨ" | 14:54 'values' must not repeat a value, whatever its case and width
      sources/card.yml | ["1", "2"] | [01, "2"] | 15:61 unquoted 01 is another number in YAML: write "01" in quotes, or a plain number
      sources/card.yml | ["1", "2"] | [1, "2"] | 15:61 item 1 of 'values' must be text, is 1
      sources/card.yml | ["1", "2"]} | ["1", "2"], crosswalk: {有效: "3"}} | 15:88 '有效' must be a declared value, known: 1, 2
      sources/card.yml | {name: ISSUED, kind: date_first, | {name: ISSUED, kind: date_first, values: ["x"], | 17:26 'kind' must be 'code' for values to be declared
      env/local.yml | spark.master: local[*] | spark.sql.session.timeZone: UTC | 38:3 'spark.sql.session.timeZone' is fixed by Canbao: take it out
      env/local.yml | log: text | log: txt | 12:6 'log' must be one of text, json, is 'txt', did you mean 'text'?
      env/local.yml | lake: lake | lake: hdfs:///lake | 9:14 'secret_file' must be an absolute path when the lake is on another file system
      env/local.yml | lake: lake | lake: "" | 5:7 'lake' must not be empty
      anomalies.yml | metric: rows_accepted | metric: rows_received | 13:14 'metric' must not be 'rows_received' again
      anomalies.yml | metric: due, severity: warn, strategy: seasonal | metric: due, severity: hold, strategy: seasonal | 19:29 'severity' must be one of warn, hold_city, is 'hold'
      anomalies.yml | metric: due, | metric: due, off: [pension], | 19:19 unknown key 'off', did you mean 'of'?
      anomalies.yml | metric: due, | metric: due, of: [pensions], | 19:24 item 1 of 'of' must be a family, is 'pensions', did you mean 'pension'?
      anomalies.yml | metric: rows_received, | metric: rows_received, of: [populations], | 12:34 item 1 of 'of' must be a declared source, is 'populations', did you mean 'population'?
      anomalies.yml | metric: due, severity: warn, strategy: seasonal | metric: due, severity: warn, strategy: batch_normal | 19:89 'of' says nothing to batch_normal, which takes below, above
      anomalies.yml | recent_days: 56 | recent_days: 1 | 9:14 'recent_days' must be at least 2, is 1
      usability.yml | sources: [population] | sources: [populations] | 8:34 item 1 of 'sources' must be a declared source, is 'populations', did you mean 'population'?
      usability.yml | filled: [AAC147, AAC003, BAC301] | filled: [AAC147, AAC003, BAC302] | 8:134 item 3 of 'filled' must be a column of population, is 'BAC302', did you mean 'BAC301'?
      assurance.yml | "2003-01-01", registration | "2003-02-30", registration | 21:21 'birth' must be a calendar date, is '2003-02-30'
      assurance.yml | id: of_age_tomorrow | id: of_age_today | 18:9 'id' must not be there twice
      assurance.yml | due: {resident_due: [pension, medical], registered_due | due: {resident_du: [pension, medical], registered_due | 16:24 'resident_du' must be a declared denominator, did you mean 'resident_due'?
      usability.yml | people: resident_all | people: resident_al | 8:94 'people' must be a denominator, is 'resident_al', did you mean 'resident_all'?
      usability.yml | late: {medium_above: 1, | late: {medium_above: 8, | 26:9 'late' must have medium_above <= high_above <= unusable_above
      usability.yml | line: pension | line: population | 9:12 'line' must not be there twice
      usability.yml | months: 3 | months: 0 | 14:9 'months' must be at least 1, is 0
      worklist.yml | recent_lapse_months: 12 | recent_lapse_months: 0 | 4:22 'recent_lapse_months' must be at least 1, is 0
      codes/unenrolled_reasons.csv | 0,200, | 0,20, | 2:3 'code' must be three digits
      codes/unenrolled_reasons.csv | 0,201, | 0,200, | 3:3 'code' must not be there twice in one class
      codes/unenrolled_reasons.csv | comparison),yes | comparison),maybe | 2:105 'settles' must be yes or no
      disclosure.yml | threshold: 10 | threshold: 0 | 4:12 'threshold' must be at least 1, is 0
      indicators.csv | measure | measur | 1:137 unknown column 'measur', did you mean 'measure'?
      indicators.csv | measure | measur | 1:1 missing column 'measure'
      indicators.csv | measure | unit | 1:137 duplicate column 'unit'
      indicators.csv | 专栏1,2,城乡 | 专栏3,2,城乡 | 3:1 'box' must be one of 专栏1; 专栏2, is '专栏3', did you mean '专栏1'?
      indicators.csv | 专栏1,2,城乡 | 专栏1,1,城镇职工基本养老保险参保人数,城乡 | 3:1 has 19 fields, the header 18
      indicators.csv | 专栏2,2, | 专栏2,1, | 22:5 'no' must not be '专栏2 1' again
      indicators.csv | 专栏2,2, | 专栏2,two, | 22:5 'no' must be a number from 1, is 'two'
      indicators.csv | 失业保险参保人数,,万人,,,,2930 | 失业保险参保人数,,亿人,,,,2930 | 23:17 'unit' must be one of %; 万人; 元/人·月; 元/人·年, is '亿人', did you mean '万人'?
      indicators.csv | 98,98以上,98以上 | 98,98以上,98以下 | 22:31 'target_2020' must be a number, also with 以上 or 左右, a share such as 占…30%, or —, is '98以下'
      indicators.csv | 98,98以上,98以上 | 98,98以上,98左右 | 22:31 'target_2020' must be a number for the kind 'floor (maintain)', is '98左右'
      indicators.csv | 占当地城镇居民上年度人均消费支出35% | 35 | 28:52 'target_2020' must be a share for the kind 'relative, per city', is '35'
      indicators.csv | floor (maintain) | floor (maintains) | 22:36 'target_kind' must be one of absolute rising; floor (maintain); floor below the base; floor, no base; relative, per city; relative, per COUNTY, is 'floor (maintains)', did you mean 'floor (maintain)'?
      indicators.csv | "floor, no base" | "floor, no base | 26:45 has a quote that does not end
      indicators.csv | ,medical_rate | ,medical_rates | 22:151 'measure' must be one of pension_rate; medical_rate; unemployment_people; work_injury_people; maternity_people; card_rate; inpatient_share; medical_aid_share, is 'medical_rates', did you mean 'medical_rate'?
      indicators.csv | ,unemployment_people | ,medical_rate | 23:55 'measure' gives %, not this unit
      indicators.csv | MINIMUM_LIVING; | MINIMUM_LIVES; | 32:171 'groups' must be one of DESTITUTE; DISABLED; DISABLED_SEVERE; LAND_LOST; MIGRANT; MINIMUM_LIVING; ORPHAN; POOR, is 'MINIMUM_LIVES', did you mean 'MINIMUM_LIVING'?
      indicators.csv | MINIMUM_LIVING; DESTITUTE,低保 | ,低保 | 32:171 'groups' must not be empty for the measure 'medical_aid_share'
      indicators.csv | ,minimum_living_urban,urban_consumption_per_head | ,minimum_living_urban, | 28:242 'local_amount' must not be empty for the kind 'relative, per city'
      series_breaks.csv | 2018,1, | 18,1, | 2:1 'year' must be a year, is '18'
      series_breaks.csv | 2018,1, | 2018,14, | 2:6 'indicator' must name a row of box 2, together with 'sub'
      series_breaks.csv | published | printed | 2:13 'figures' must be one of published, counted, all
      contradictions.csv | target_2018,1 | target_2017,1 | 2:14 'kind' must be one of target_2018, fulfilment, denominator, wording, self_paid
      contradictions.csv | ,98,第一章 | ,98 %,第一章 | 2:53 'reading_2' must be a number for this kind, is '98 %'
      contradictions.csv | 1; 2; 3 | 1; 2; 15 | 3:71 'rows' must name rows of box 1, as in '1; 9 城镇'
      places/cities.csv | 广州市 | 广洲市 | differs from the list that the functions were built with: rebuild
      """;

  @TempDir private Path folder;
  private ConfCopy conf;

  @BeforeEach
  void copyWhatIsDelivered() throws IOException {
    conf = ConfCopy.in(folder);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("spoilt")
  void aFaultIsToldWithItsPlace(String file, String found, String put, String fault)
      throws IOException {
    conf.spoil(file, found, put);

    String separator = fault.matches("[0-9]+:.*") ? ":" : " ";
    assertThat(conf.faults(Map.of())).contains("conf/" + file + separator + fault);
  }

  static Stream<Arguments> spoilt() {
    return SPOILT
        .lines()
        .map(line -> line.split(" \\| ", -1))
        .map(cells -> Arguments.of(cells[0], cells[1], cells[2].strip(), cells[3]));
  }

  @Test
  void allFaultsOfAllFilesAreToldAtOnceInTheOrderOfFilesAndLines() throws IOException {
    conf.spoil("targets.yml", "medical: 9800", "medcal: 9800");
    conf.spoil("sources/status.yml", "max_age_days: 31", "max_age_days: -1");
    conf.spoil("sources/status.yml", "table: status", "table: state");
    conf.spoil("env/local.yml", "lake: lake", "lakes: lake");

    assertThatThrownBy(() -> conf.load(Map.of()))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(
            """
            conf/env/local.yml:1:1 missing key 'lake'
            conf/env/local.yml:5:1 unknown key 'lakes', did you mean 'lake'?
            conf/sources/status.yml:3:8 'table' must be one of person, enrolment, status, card, \
            group_member, settlement, benefit, statistic, visit_result, is 'state', did you mean 'status'?
            conf/sources/status.yml:5:15 'max_age_days' must be at least 0, is -1
            conf/targets.yml:7:5 unknown key 'medcal', did you mean 'medical'?
            5 faults in settings: nothing is computed from settings that are not exactly known. \
            Correct what stands above and start again.\
            """
                .replace("conf/", conf.folder() + "/"));
  }

  @Test
  void filesThatCannotBeReadAreFaultsLikeOthers() throws IOException {
    conf.write("denominators.yml", "# nothing but a comment\n");
    Files.write(conf.folder().resolve("targets.yml"), new byte[] {'a', ':', (byte) 0xFF});
    Files.delete(conf.folder().resolve("places/cities.csv"));
    Files.delete(conf.folder().resolve("sources/card.yml"));
    Files.createDirectory(conf.folder().resolve("sources/card.yml"));
    conf.write("sources/more.yaml", "source: more\n");

    assertThat(conf.faults(Map.of()))
        .containsExactly(
            "conf/denominators.yml is empty",
            "conf/places/cities.csv is missing or cannot be read",
            "conf/sources/card.yml cannot be read",
            "conf/sources/more.yaml must end in .yml to be read",
            "conf/targets.yml is not UTF-8");
  }

  @Test
  void aMissingFileOrFolderIsNamed() throws IOException {
    Files.delete(conf.folder().resolve("targets.yml"));
    Path sources = conf.folder().resolve("sources");
    Files.move(sources, conf.folder().resolve("source"));

    assertThat(conf.faults(Map.of()))
        .containsExactly(
            "conf/sources has no file that declares a source",
            "conf/sources is missing",
            "conf/targets.yml is missing");
  }

  @Test
  void aMissingConfFolderSaysHowToNameOne() {
    assertThatThrownBy(() -> Settings.load(Path.of("nowhere"), "local", Map.of()))
        .hasMessage(
            "The settings folder nowhere cannot be used: there is no such folder."
                + " Start Canbao where its conf folder is, or name the folder with --conf.");
  }

  @Test
  void anUnknownEnvironmentIsAnsweredWithTheNearestOne() {
    assertThatThrownBy(() -> Settings.load(conf.folder(), "clustr", Map.of()))
        .hasMessageStartingWith(
            conf.folder() + "/env has no environment 'clustr', did you mean 'cluster'?");
    assertThatThrownBy(() -> Settings.load(conf.folder(), "../local", Map.of()))
        .hasMessageContaining("has no environment '../local'");
  }
}
