package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.linkage.Comparison;
import canbao.jobs.linkage.LinkModel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkModelFileTest {

  @TempDir private Path folder;
  private ConfCopy conf;

  @BeforeEach
  void aCopyOfTheSettings() throws Exception {
    conf = ConfCopy.in(folder);
  }

  @Test
  void likenessSpeaksForOnePersonAndUnlikenessAgainst() {
    LinkModel model = conf.load(Map.of()).links();

    assertThat(model.name()).isEqualTo("sample");
    for (Comparison comparison : Comparison.values()) {
      assertThat(model.bits(comparison).get(0)).as(comparison.word()).isPositive();
      assertThat(model.bits(comparison).get(comparison.levels().size() - 1))
          .as(comparison.word())
          .isNegative();
    }
  }

  @Test
  void aModelThatIsNotThereIsNamedWithTheNearest() throws Exception {
    conf.spoil("links.yml", "model: sample", "model: sampel");

    assertThat(conf.faults(Map.of()))
        .containsExactly(
            "conf/links.yml:2:8 'model' must be a file in links, is 'sampel', did you mean 'sample'?");
  }

  @Test
  void aShareThatIsNoneIsAFaultWithItsPlace() throws Exception {
    conf.write(
        "links/sample.yml", conf.text("links/sample.yml").replaceFirst("m: 0[.]9", "m: 1.9"));

    assertThat(conf.faults(Map.of()))
        .singleElement()
        .asString()
        .matches(
            "conf/links/sample.yml:\\d+:\\d+ 'm' must be a share of one such as 0.25, is '1.9.*'");
  }

  @Test
  void sharesThatDoNotSumToOneAreAFault() throws Exception {
    conf.write(
        "links/sample.yml",
        conf.text("links/sample.yml").replaceFirst("(sex:\\s+equal: [{]m: )[0-9.]+", "$10.5"));

    assertThat(conf.faults(Map.of()))
        .singleElement()
        .asString()
        .matches(
            "conf/links/sample.yml:\\d+:\\d+ 'sex' must have levels whose m sum to 1, is 0.50.*");
  }

  @Test
  void otherWeightsAreOtherDefinitions() throws Exception {
    String before = conf.load(Map.of()).fingerprint();

    conf.spoil("links/sample.yml", "\nin_population: 9", "\nin_population: 8");

    assertThat(conf.load(Map.of()).fingerprint()).isNotEqualTo(before);
  }
}
