package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class CanbaoExtensionsTest {

  @Test
  void knownAnswers(SparkSession spark) {
    Row row =
        spark
            .sql(
                """
                SELECT document_canonical('01', n, DATE'2018-12-31'), read_text(n), city_of(n), is_date_text(n), read_date_last('201602'),
                document_canonical(null, n, DATE'2018-12-31'), document_birth('01',n,DATE'2018-12-31'), document_sex('01',n,DATE'2018-12-31'), document_kind('',n,DATE'2018-12-31'), mask_document(n), city_number('440600'), county_on('440682', DATE'2003-01-01'),
                document_canonical('01', n, cast(null as date)), is_date_text(null), name_canonical('ａ•b'), mask_name('张三丰'), is_credit_code('91350100M000100Y43')
                FROM VALUES ('11010519491231002x'),('440524800101001') t(n)
                """)
            .first();
    assertThat(row.toString()).isEqualTo("");
  }
}
