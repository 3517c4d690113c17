package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the delivered files say. */
class SettingsTest {

  @TempDir private Path folder;
  private ConfCopy conf;

  @BeforeEach
  void copyWhatIsDelivered() throws IOException {
    conf = ConfCopy.in(folder);
  }

  @Test
  void theDeliveredFilesHoldTheSourcesOfTheContractAndVisitResults() {
    List<SourceSpec> sources = conf.load(Map.of()).sources();

    assertThat(sources)
        .extracting(
            SourceSpec::name,
            SourceSpec::table,
            source -> String.join(" ", source.key()),
            SourceSpec::maxAgeDays,
            SourceSpec::required)
        .map(tuple -> tuple.toString().replace("\"", ""))
        .containsExactly(
            "(benefit, benefit, document AAE140 MONTH, -1, false)",
            "(card, card, document, -1, false)",
            "(enrolment_labour, enrolment, AAZ159, 0, true)",
            "(enrolment_medical, enrolment, PSN_INSU_RLTS_ID, 0, true)",
            "(enrolment_pension, enrolment, AAZ159, 0, true)",
            "(group_member, group_member, document GROUP FROM, -1, false)",
            "(population, person, document, 0, true)",
            "(settlement, settlement, STAY_ID, -1, false)",
            "(statistic, statistic, CODE DIVISION YEAR EDITION, -1, false)",
            "(status, status, document KIND FROM, 31, true)",
            "(visit_result, visit_result, document FAMILY REF, -1, false)");
  }

  @Test
  void columnsKeepTheOrderOfTheContract() {
    assertThat(conf.load(Map.of()).namedSource("enrolment_medical").columns())
        .extracting(ColumnSpec::name)
        .containsExactly(
            "AAC058",
            "AAC147",
            "AAC003",
            "PSN_INSU_RLTS_ID",
            "INSUTYPE",
            "INSU_ADMDVS",
            "EMP_NO",
            "PSN_INSU_STAS",
            "RETIRE_FLAG",
            "BEGNDATE",
            "ENDDATE",
            "INSU_YEAR",
            "AAC004",
            "AAC006");
  }

  @Test
  void codesAreKeptInTheFormThatTheyAreComparedIn() throws IOException {
    conf.spoil(
        "sources/card.yml", "values: [\"1\", \"2\"]", "values: [ok, \"2\"], crosswalk: {ｏｋ １: Ok}");

    ColumnSpec state = conf.load(Map.of()).namedSource("card").column("CARD_STATE").orElseThrow();

    assertThat(state)
        .isEqualTo(
            new ColumnSpec(
                "CARD_STATE",
                "CARD_STATE",
                ColumnKind.CODE,
                true,
                List.of("OK", "2"),
                Map.of("OK1", "OK")));
  }

  @Test
  void theSecretLiesBesideTheLakeWhereverOneStarts() {
    assertThat(conf.load(Map.of()).secretFile()).isEqualTo(Path.of(".canbao/secret"));
    assertThat(conf.load(Map.of("lake", "/data/lake")).secretFile())
        .isEqualTo(Path.of("/data/.canbao/secret"));
    assertThat(conf.load(Map.of("lake", "file:///data/lake")).secretFile())
        .isEqualTo(Path.of("/data/.canbao/secret"));
  }

  @Test
  void aKeyThatLooksLikeSomethingElseToYamlIsStillAWord() throws IOException {
    conf.spoil(
        "sources/card.yml",
        "[\"1\", \"2\"]}",
        "[\"1\", \"2\"], crosswalk: {no: \"2\", 010: \"1\"}}");

    assertThat(
            conf.load(Map.of()).namedSource("card").column("CARD_STATE").orElseThrow().crosswalk())
        .isEqualTo(Map.of("NO", "2", "010", "1"));
  }

  @Test
  void whatTheEnvironmentDecidesAboutNumbersCanBeSetAgain() {
    Settings decided =
        conf.load(
            Map.of(
                "count_suspended", "true",
                "limits.shrink_limit_bp", "1",
                "limits.small_city_rows", "2",
                "limits.small_city_loss", "3",
                "limits.empty_key_limit_bp", "4",
                "limits.max_record_bytes", "5000",
                "limits.max_columns", "60",
                "limits.max_decompression_ratio", "7",
                "limits.max_manifest_bytes", "8000",
                "limits.max_manifest_depth", "9"));

    Settings again = conf.load(decided.decidedByEnvironment());

    assertThat(again.limits()).isEqualTo(decided.limits());
    assertThat(again.fingerprint())
        .isEqualTo(decided.fingerprint())
        .isNotEqualTo(conf.load(Map.of()).fingerprint());
  }

  @Test
  void anUnknownSourceIsAnsweredWithTheNearestOne() {
    assertThatThrownBy(() -> conf.load(Map.of()).namedSource("enrolment_pensions"))
        .hasMessageStartingWith(
            "The source 'enrolment_pensions' cannot be used, did you mean 'enrolment_pension'?: ");
  }
}
