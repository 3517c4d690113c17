package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of the command line, {@code --set KEY=VALUE}. */
class OverridesTest {

  @TempDir private Path folder;
  private ConfCopy conf;

  @BeforeEach
  void copyWhatIsDelivered() throws IOException {
    conf = ConfCopy.in(folder);
  }

  @Test
  void aValueOfTheCommandLineTakesThePlaceOfTheFiles() {
    Settings settings =
        conf.load(
            Map.of(
                "lake", "/data/lake",
                "limits.max_columns", "500",
                "count_suspended", "true",
                "spark.sql.shuffle.partitions", "8"));

    assertThat(settings.lake()).isEqualTo("/data/lake");
    assertThat(settings.limits().maxColumns()).isEqualTo(500);
    assertThat(settings.countSuspended()).isTrue();
    assertThat(settings.spark()).containsEntry("spark.sql.shuffle.partitions", "8");
  }

  @Test
  void aValueOfTheCommandLineIsCheckedAsTheFilesAre() {
    assertThat(
            conf.faults(
                Map.of(
                    "limits.max_column", "5",
                    "limits.max_columns", "0",
                    "limits.small_city_rows", "fifty",
                    "limits", "5",
                    "count_suspended", "yes",
                    "retention_days", "6",
                    "spark.sql.extensions", "mine")))
        .containsExactly(
            "--set count_suspended 'count_suspended' must be true or false, is 'yes'",
            "--set limits unknown key 'limits', known: landing, lake, secret_file, log,"
                + " count_suspended, retention_days, carry_states_from, limits.shrink_limit_bp,"
                + " limits.small_city_rows, limits.small_city_loss, limits.empty_key_limit_bp,"
                + " limits.max_record_bytes, limits.max_columns, limits.max_decompression_ratio,"
                + " limits.max_manifest_bytes, limits.max_manifest_depth",
            "--set limits.max_column unknown key 'limits.max_column',"
                + " did you mean 'limits.max_columns'?",
            "--set limits.max_columns 'max_columns' must be at least 1, is 0",
            "--set limits.small_city_rows 'small_city_rows' must be a whole number, is 'fifty'",
            "--set retention_days 'retention_days' must be at least 7, is 6",
            "--set spark.sql.extensions 'spark.sql.extensions' is fixed by Canbao: take it out");
  }
}
