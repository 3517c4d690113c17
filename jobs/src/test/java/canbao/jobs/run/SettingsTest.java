package canbao.jobs.run;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void readsWhatIsDelivered() {
    System.out.println(Settings.load(Path.of("../conf"), "local", Map.of()));
    System.out.println(FactPredicate.fault("agge >= 16 and dead"));
    System.out.println(FactPredicate.fault("age >= and dead"));
    System.out.println(FactPredicate.fault("age >= (select 1)"));
    System.out.println(FactPredicate.fault("exists(select 1 from x)"));
    System.out.println(FactPredicate.fault("age in (select 1 from x)"));
  }
}
