package canbao.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DaysTest {

  @Property
  void aPersonIsOfAgeFromTheDayThatJavaTimeSays(
      @ForAll @IntRange(min = -20_000, max = 17_000) int birth,
      @ForAll @IntRange(min = 0, max = 30) int years) {
    int birthday = (int) LocalDate.ofEpochDay(birth).plusYears(years).toEpochDay();
    assertThat(Days.age(birth, birthday)).isEqualTo(years);
    assertThat(Days.age(birth, birthday - 1)).isEqualTo(years - 1);
  }

  @Test
  void whoIsBornOnLeapDayHasTheBirthdayOnThe28thInACommonYear() {
    int birth = Days.day(2000, 2, 29);
    assertThat(Days.age(birth, Days.day(2018, 2, 27))).isEqualTo(17);
    assertThat(Days.age(birth, Days.day(2018, 2, 28))).isEqualTo(18);
    assertThat(Days.age(birth, Days.day(2020, 2, 28))).isEqualTo(19);
  }

  @Test
  void aDayHasThreeSpellings() {
    int day = Days.day(2018, 3, 1);
    assertThat(Days.compact(day)).isEqualTo("20180301");
    assertThat(Days.dashed(day)).isEqualTo("2018-03-01");
    assertThat(Days.month(day)).isEqualTo("201803");
  }
}
