package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A source that is like another: what it takes from it, what is its own, and how faults are told.
 */
class LikeSourceTest {

  private static final String YAML =
      """
      source: city_labour
      like: enrolment_labour
      required: false
      max_age_days: 3
      crosswalk: city_labour.csv
      columns:
        - {name: AAE140, header: 险种 类型}
        - {name: AAB019, required: false}
      """;

  private static final String CSV =
      """
      column,sent,ours,meaning
      AAE140,2,210,失业
      AAE140,９０２,410,建筑工伤
      AAC058,身份证,01,
      """;

  @TempDir private Path folder;
  private ConfCopy conf;

  @BeforeEach
  void aCityHasItsSource() throws IOException {
    conf = ConfCopy.in(folder);
    conf.write("sources/city_labour.yml", YAML);
    conf.write("sources/city_labour.csv", CSV);
  }

  @Test
  void itIsTheOtherSourceWithItsOwnHeadersCodesAndAge() {
    SourceSpec city = conf.load(Map.of()).namedSource("city_labour");
    SourceSpec labour = conf.load(Map.of()).namedSource("enrolment_labour");

    assertThat(city.like()).isEqualTo("enrolment_labour");
    assertThat(labour.like()).isEqualTo("enrolment_labour");
    assertThat(city.table()).isEqualTo(labour.table());
    assertThat(city.key()).isEqualTo(labour.key());
    assertThat(city.operations()).isEqualTo(labour.operations());
    assertThat(city.maxAgeDays()).isEqualTo(3);
    assertThat(city.required()).isFalse();
    assertThat(city.columns())
        .extracting(ColumnSpec::name)
        .isEqualTo(labour.columns().stream().map(ColumnSpec::name).toList());
    ColumnSpec line = city.column("AAE140").orElseThrow();
    assertThat(line.header()).isEqualTo("险种类型");
    assertThat(line.values()).isEqualTo(List.of("210", "410", "510"));
    assertThat(line.crosswalk()).isEqualTo(Map.of("2", "210", "902", "410"));
    assertThat(city.column("AAC058").orElseThrow().crosswalk()).isEqualTo(Map.of("身份证", "01"));
    assertThat(city.column("AAB019").orElseThrow().required()).isFalse();
    assertThat(city.column("AAC008")).isEqualTo(labour.column("AAC008"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yml | like: enrolment_labour | like: enrolment_labor | 2:7 'like' must be a source that declares all its columns, is 'enrolment_labor', did you mean 'enrolment_labour'?
          yml | name: AAE140           | name: AAE104          | 7:12 'name' must be a column of enrolment_labour, is 'AAE104', did you mean 'AAE140'?
          yml | name: AAB019           | name: AAE140          | 8:12 'name' must not be 'AAE140' again
          yml | required: false}       | kind: text}           | 8:20 unknown key 'kind', known: name, header, required
          yml | max_age_days: 3        | max_age_day: 3        | 4:1 unknown key 'max_age_day', did you mean 'max_age_days'?
          yml | source: city_labour    | source: labour        | 1:9 'source' must be 'city_labour' as the file is called
          csv | AAE140,2,210           | AAE410,2,210          | 2:1 'column' must be a declared column, did you mean 'AAE140'?
          csv | AAE140,2,210           | AAE140,2,110          | 2:10 'ours' must be a declared value, did you mean '210'?
          csv | AAE140,2,210           | AAE140,,210           | 2:8 'sent' must not be empty
          csv | AAE140,2,210           | AAE140,902,410        | 3:8 'sent' must not come twice for a column, whatever its case and width
          csv | AAC058,身份证,01       | AAC058,身份证,1       | 4:12 'ours' must be a document type of two digits
          csv | AAC058,身份证,01       | AAC003,张,王          | 4:10 'ours' must be of a code or a document type, which AAC003 is not
          """)
  void aFaultIsToldWithItsPlace(String kind, String found, String put, String fault)
      throws IOException {
    conf.spoil("sources/city_labour." + kind, found, put);

    assertThat(conf.faults(Map.of())).contains("conf/sources/city_labour." + kind + ":" + fault);
  }

  @Test
  void aCrosswalkThatIsNotThereIsAFault() throws IOException {
    conf.spoil("sources/city_labour.yml", "crosswalk: city_labour.csv", "crosswalk: none.csv");

    assertThat(conf.faults(Map.of())).anyMatch(fault -> fault.startsWith("conf/sources/none.csv"));
  }
}
