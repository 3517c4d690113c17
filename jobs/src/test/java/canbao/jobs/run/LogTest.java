package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogTest {

  private static final String NUMBER = "440524188001010014";

  @Test
  void aLineForPeopleHasTheProvincesTimeAndNoMessageOfAnException() throws Exception {
    List<String> lines = spoken(LogForm.TEXT);

    assertThat(lines.get(0))
        .matches(
            "[0-9-]{10} [0-9:]{8} INFO  LogTest: 广州市 \"done\": 3 rows\\\\nnot a line of its own");
    assertThat(lines).hasSize(3).noneMatch(line -> line.contains(NUMBER));
  }

  @Test
  void aLineForMachinesIsOneObjectOfJson() throws Exception {
    List<String> lines = spoken(LogForm.JSON);

    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.get("message").asText())
        .isEqualTo("广州市 \"done\": 3 rows\nnot a line of its own");
    assertThat(first.get("level").asText()).isEqualTo("INFO");
    assertThat(first.get("logger").asText()).isEqualTo(LogTest.class.getName());
    assertThat(first.get("time").asText()).endsWith("+08:00");
    assertThat(lines).hasSize(3).noneMatch(line -> line.contains(NUMBER));
  }

  private static List<String> spoken(LogForm form) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=America/St_Johns",
                "-Dfile.encoding=US-ASCII",
                "-cp",
                System.getProperty("java.class.path"),
                Speaker.class.getName(),
                form.name())
            .redirectErrorStream(true)
            .start();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = output.lines().toList();
      assertThat(process.waitFor()).isZero();
      return lines;
    }
  }

  /** Says what a run says: a step, a warning of Spark's, a failure with a person's number. */
  static final class Speaker {

    public static void main(String[] args) {
      Logs.start(LogForm.valueOf(args[0]));
      Logger ours = LoggerFactory.getLogger(LogTest.class);
      ours.info("广州市 \"done\": {} rows\nnot a line of its own", 3);
      ours.debug("not shown");
      ours.warn("a step failed", new IllegalStateException(NUMBER));
      LoggerFactory.getLogger("org.apache.spark.sql.Anything").info("not shown");
      LoggerFactory.getLogger("org.apache.spark.sql.Anything").warn("shown");
      LoggerFactory.getLogger("org.apache.spark.scheduler.TaskSetManager")
          .error("Lost task: " + NUMBER);
    }
  }
}
