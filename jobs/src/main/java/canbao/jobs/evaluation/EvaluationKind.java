package canbao.jobs.evaluation;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The evaluations that the plan asks for in its chapter 7. */
public enum EvaluationKind {
  /** 年度考核. */
  ANNUAL,
  /** 中期评估. */
  MIDTERM,
  /** 终期评估: by the targets of 2020 alone. */
  FINAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the value of an option.
   *
   * @throws JobFailure USAGE if there is no such kind
   */
  public static EvaluationKind of(String option, String word) {
    List<String> known = Arrays.stream(values()).map(EvaluationKind::word).toList();
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.USAGE,
                    "%s '%s' cannot be used%s".formatted(option, word, Nearest.hint(word, known)),
                    "the plan is evaluated in three ways",
                    "Give one of " + String.join(", ", known)));
  }
}
