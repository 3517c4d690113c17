package canbao.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class RepeatedNumbersTest {

  @Property
  void aNumberIsNamedOnceIfItOccursMoreThanOnce(
      @ForAll List<@LongRange(min = -20, max = 20) Long> numbers) {
    Map<Long, Integer> times = new TreeMap<>();
    numbers.forEach(number -> times.merge(number, 1, Integer::sum));
    List<Long> expected =
        times.entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .map(Map.Entry::getKey)
            .toList();

    List<Long> repeated = new ArrayList<>();
    RepeatedNumbers.repeated(numbers.iterator()).forEachRemaining(repeated::add);

    assertThat(repeated).isEqualTo(expected);
  }
}
