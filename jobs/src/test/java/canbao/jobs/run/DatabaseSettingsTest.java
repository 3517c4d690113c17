package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose batches are in a database, as the settings declare it. */
class DatabaseSettingsTest {

  @TempDir private Path folder;
  private ConfCopy conf;

  @BeforeEach
  void copyWhatIsDelivered() throws IOException {
    conf = ConfCopy.in(folder);
  }

  @Test
  void aDatabaseIsReadAndItsRowsHaveNoPartInTheNameOfARun() throws IOException {
    String ofFiles = conf.load(Map.of()).fingerprint();
    declareDatabase("jdbc:postgresql://db:5432/handover?sslmode=require", 4, "bureau");

    Settings settings = conf.load(Map.of());

    assertThat(settings.databases())
        .isEqualTo(
            new Databases(
                List.of(
                    new Database(
                        "bureau",
                        "jdbc:postgresql://db:5432/handover?sslmode=require",
                        "canbao",
                        Optional.of(Path.of("/etc/canbao/bureau")),
                        4,
                        500)),
                List.of(
                    new DatabaseSource(
                        "card",
                        "bureau",
                        "handover.batch",
                        "card",
                        "aac147",
                        List.of("aac147"),
                        1000))));
    assertThat(settings.fingerprint()).isEqualTo(ofFiles);
  }

  @Test
  void whatIsWrongWithADatabaseIsToldWithoutItsAddress() throws IOException {
    declareDatabase("jdbc:postgresql://db/handover?user=me&password=hunter2", 0, "buro");
    assertThat(conf.faults(Map.of()))
        .containsExactly(
            "conf/env/local.yml:14:10 'url' must not hold a user or a password",
            "conf/env/local.yml:17:18 'connections' must be at least 1, is 0",
            "conf/sources/card.yml:5:18 'name' must be a database of the environment, is 'buro', known: bureau");

    conf.spoil("env/local.yml", "jdbc:postgresql://db", "postgresql://me:hunter2@db");
    assertThat(conf.faults(Map.of()))
        .contains(
            "conf/env/local.yml:14:10 'url' must be an address such as"
                + " jdbc:postgresql://host:5432/name");
  }

  private void declareDatabase(String url, int connections, String name) throws IOException {
    conf.spoil(
        "env/local.yml",
        "log: text",
        """
        databases:
          bureau:
            url: %s
            user: canbao
            password_file: /etc/canbao/bureau
            connections: %d
            fetch_size: 500
        log: text"""
            .formatted(url, connections));
    conf.spoil(
        "sources/card.yml",
        "required: false",
        """
        required: false
        database: {name: %s, batches: handover.batch, rows: card, partition_by: aac147, order_by: [aac147], rows_per_file: 1000}"""
            .formatted(name));
  }
}
