package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/names.csv", numLinesToSkip = 1)
  void namesAreReadAndMaskedAsTheTableSays(
      String reason, String raw, String canonical, String masked) {
    UTF8String name = Golden.text(raw);
    assertThat(PersonName.canonical(name)).as(reason).isEqualTo(Golden.text(canonical));
    assertThat(Mask.name(name)).as(reason).isEqualTo(Golden.text(masked));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "张三丰, 张三丰, true",
    "阿依•古丽, 阿依·古丽, true",
    "张三丰, 张?丰, true",
    "张*丰, 张三丰, true",
    "王, 王㛃, true",
    "王𠮷, 王□, true",
    "李䶮, 李YAN, true",
    "马骉, 马biao, true",
    "庄三, ZHUANG三, true",
    "张三丰, 张san丰, true",
    "张三, 张A, false",
    "张三丰, 张san, false",
    "李四, 李YANYAN, false",
    "三, SAN, false",
    "安娜·李, ANNA·LI, false",
    "张三丰, 张三, false",
    "张三丰, 张三?丰, false",
    "张三丰, 李?丰, false",
    "张三, ??, false",
    "张三, 张四, false",
    "=1+1, '''=1+1', true",
    "'''=1+1', '''''=1+1', true",
    "'''张三', 张三, false",
    "'''', '''''', false",
    "张三, '', false",
    "'', '', false",
  })
  void namesAreOneButForCharactersThatOneSideCouldNotWrite(
      String one, String other, boolean areOne) {
    UTF8String left = UTF8String.fromString(one);
    UTF8String right = UTF8String.fromString(other);
    assertThat(PersonName.agree(left, right)).isEqualTo(areOne);
    assertThat(PersonName.agree(right, left)).isEqualTo(areOne);
  }

  @Property
  void aCanonicalNameStaysAsItIs(@ForAll String any) {
    UTF8String canonical = PersonName.canonical(UTF8String.fromString(any));
    assertThat(PersonName.canonical(canonical)).isEqualTo(canonical);
  }
}
