package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contracts of the Open Data Contract Standard, out of the delivered settings and against them. */
class DataContractTest {

  @TempDir private Path folder;

  static Stream<String> sources() {
    return Settings.load(Path.of("../conf"), "local", Map.of()).sources().stream()
        .map(SourceSpec::name);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void theContractOfASourceFollowsTheStandardAndIsNowhereLooserThanItself(String source)
      throws IOException {
    String contract = exported(source);

    assertThat(exported(source)).isEqualTo(contract);
    assertThat(checked(source, contract))
        .isEqualTo("0 The contract theirs.yaml is nowhere looser than ours\n");
  }

  @Test
  void aContractSaysWhatRowsMustKeep() throws IOException {
    assertThat(exported("enrolment_pension"))
        .startsWith("apiVersion: v3.1.0\nkind: DataContract\nid: canbao-enrolment_pension\n")
        .contains(
            """
              - name: AAC147
                physicalName: AAC147
                logicalType: string
                physicalType: document_number
                required: false
                unique: false
                primaryKey: false
                classification: restricted
            """)
        .contains(
            """
              - name: enrolment_pension.end_not_before_start
                type: sql
                description: The relation does not end before it starts / 终止日期不早于开始日期
                dimension: consistency
                severity: reject_row
                unit: rows
                query: SELECT count_if(NOT coalesce(AAE031 >= AAE030, true)) FROM ${object} WHERE AAE030 IS NOT NULL AND AAE031 IS NOT NULL
                mustBe: 0
            """);
  }

  @Test
  void eachPlaceWhereAContractDemandsLessIsNamed() throws IOException {
    String contract =
        exported("enrolment_pension")
            .replace("  - name: AAC003\n    physicalName: AAC003", "  - name: NAME")
            .replaceFirst("(name: AAZ159\n(.*\n){3} +required:) true", "$1 false")
            .replaceFirst("(name: AAZ159\n(.*\n)+? +primaryKey:) true", "$1 false")
            .replaceFirst("(name: AAE030\n.*\n +logicalType:) date", "$1 string")
            .replaceFirst("(name: AAB301\n(.*\n)+? +value:) false", "$1 true")
            .replaceFirst("(validValues:\n +- '110'\n)", "$1        - '999'\n")
            .replaceFirst("latency\n  value: 0", "latency\n  value: 3")
            .replace("name: enrolment_pension.in_scope", "name: enrolment_pension.other")
            .replaceFirst("severity: hold_city", "severity: warn")
            .replaceFirst("value: AAE031 >= AAE030", "value: AAE031 >= AAE030 OR true")
            .replaceFirst("(property: borne_count\n +value:) \\d+", "$1 1000000")
            .replaceFirst("(property: borne_days\n +value:) \\d+", "$1 0");
    assertThat(
            checked("enrolment_pension", contract)
                .lines()
                .map(line -> line.replaceFirst("theirs.yaml:\\d+:\\d+ ", "")))
        .containsExactly(
            "1 column AAC003 is missing",
            "column AAZ159 may be empty, ours may not",
            "column AAZ159 is not primaryKey, ours is",
            "column AAE140 may also have [999]",
            "column AAB301 may be absent, ours may not",
            "column AAE030 is of type string, ours of type date",
            "rule enrolment_pension.end_not_before_start has another predicate than ours, which"
                + " cannot be told to be as strict",
            "rule enrolment_pension.in_scope is missing",
            "rule enrolment_pension.readable has the severity warn, ours hold_city",
            "rule enrolment_pension.readable has the limit count 1000000, ours 50",
            "latency is 3 d, ours 0 days",
            "The contract theirs.yaml is looser than ours in 11 places: rows that it allows would be"
                + " rejected or hold a city. Have it made as strict, or change conf/sources and"
                + " conf/rules.");
  }

  @Test
  void whatIsNoContractOfTheSourceIsRefused() throws IOException {
    String contract = exported("card");
    assertThat(checked("card", contract.replace("kind: DataContract", "kind: Contract")))
        .startsWith("2 theirs.yaml:2:7 'kind' must be one of DataContract, is 'Contract'");
    assertThat(checked("status", contract))
        .startsWith("2 theirs.yaml:")
        .contains("'schema' has no object status")
        .contains("it is compared once it follows the standard, 3.1");
  }

  private String exported(String source) {
    Outcome outcome = canbao().run("contract export --source " + source);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return outcome.out();
  }

  private String checked(String source, String contract) throws IOException {
    Path file = folder.resolve("theirs.yaml");
    Files.writeString(file, contract, StandardCharsets.UTF_8);
    Outcome outcome = canbao().run("contract check --source " + source + " " + file);
    return (outcome.code() + " " + outcome.err() + outcome.out()).replace(folder + "/", "");
  }

  private LocalCommand canbao() {
    return new LocalCommand(folder);
  }
}
