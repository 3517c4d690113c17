package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.appliesTo;
import static canbao.jobs.quality.RuleExamples.limited;
import static canbao.jobs.quality.RuleExamples.ofContract;
import static canbao.jobs.quality.RuleExamples.rule;
import static canbao.jobs.quality.RuleExamples.showing;
import static canbao.jobs.quality.RuleExamples.together;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleSheetTest {

  private static final RuleSheet SHEET =
      new RuleSheet(
          List.of(
              ofContract(7, rule("s.given", Severity.REJECT_ROW, "`KIND` IS NOT NULL")),
              showing(
                  List.of(
                      row(Outcome.PASS, Map.of("YEAR", Optional.of("2017"))),
                      row(Outcome.FAIL, Map.of("YEAR", Optional.of("2018"))),
                      row(Outcome.UNKNOWN, Map.of("YEAR", Optional.empty()))),
                  appliesTo(
                      "KIND = 'A|<b>'",
                      limited(25, 50, rule("s.a<b", Severity.HOLD_CITY, "YEAR < 2018")))),
              together("s.old", Severity.WARN, new Freshness(9), Limit.NONE)));

  @Test
  void aTerminalSeesALineForEachRule() {
    assertThat(SHEET.text())
        .isEqualTo(
            """
            rule     kind       dimension  severity    limit       check  contract  owner  sentence       规则
            -------  ---------  ---------  ----------  ----------  -----  --------  -----  -------------  ------------
            s.given  row        validity   reject_row                            7  owner  s.given holds  s.given 成立
            s.a<b    row        validity   hold_city   0.25 %, 50                   owner  s.a<b holds    s.a<b 成立
            s.old    freshness  validity   warn        9 days                       owner  s.old holds    s.old 成立""");
  }

  @Test
  void markdownHasATableASourceAndEachRulesConditionsAndGoldenRows() {
    assertThat(SHEET.markdown())
        .isEqualTo(
            """
            # Rules

            ## s

            | rule | kind | dimension | severity | limit | check | contract | owner | sentence | 规则 |
            |---|---|---|---|---|---|---|---|---|---|
            | s.given | row | validity | reject_row |  |  | 7 | owner | s.given holds | s.given 成立 |
            | s.a&lt;b | row | validity | hold_city | 0.25 %, 50 |  |  | owner | s.a&lt;b holds | s.a&lt;b 成立 |
            | s.old | freshness | validity | warn | 9 days |  |  | owner | s.old holds | s.old 成立 |

            ### s.given

            - must hold `` `KIND` IS NOT NULL ``

            ### s.a<b

            - applies to `` KIND = 'A|<b>' ``
            - must hold `` YEAR < 2018 ``
            - pass: `` YEAR = 2017 ``
            - fail: `` YEAR = 2018 ``
            - unknown: `` YEAR = null ``

            ### s.old

            - must hold `` the newest batch is at most 9 days old ``""");
  }

  @Test
  void aPageShowsWhatStandsInTheRulesAndRunsNothing() {
    assertThat(SHEET.html())
        .startsWith("<!DOCTYPE html>")
        .contains("default-src 'none'", "<h2>s</h2>", "<td>s.given holds</td>", "<td>7</td>")
        .contains("<td>s.a&lt;b</td>", "<td>0.25 %, 50</td>")
        .contains("applies to <code>KIND = 'A|&lt;b&gt;'</code>")
        .contains("<li>unknown: <code>YEAR = null</code></li>")
        .endsWith("</html>")
        .doesNotContain("<b>", "<script", "http:");
  }

  private static GoldenRow row(Outcome outcome, Map<String, Optional<String>> values) {
    return new GoldenRow(outcome, values, "s.yml:1:1");
  }
}
