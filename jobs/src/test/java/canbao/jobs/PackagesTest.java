package canbao.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Domain packages meet in tables, never in imports. */
class PackagesTest {

  private static final List<String> DOMAINS =
      List.of(
          "sample",
          "ingest",
          "register",
          "coverage",
          "supervision",
          "gate",
          "release",
          "publication",
          "maintain",
          "evaluation",
          "explain",
          "usability",
          "measure",
          "profile",
          "reprocess",
          "worklist");

  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("canbao.jobs");

  @Test
  void domainPackagesDoNotImportEachOther() {
    for (String domain : DOMAINS) {
      String[] others =
          DOMAINS.stream()
              .filter(other -> !other.equals(domain))
              .map(other -> "canbao.jobs." + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("canbao.jobs." + domain + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(JOBS);
    }
  }

  @Test
  void whatAllBuildOnKnowsNoDomain() {
    String[] domains =
        DOMAINS.stream().map(domain -> "canbao.jobs." + domain + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(
            "canbao.jobs.run..",
            "canbao.jobs.database..",
            "canbao.jobs.source..",
            "canbao.jobs.lake..",
            "canbao.jobs.quality..",
            "canbao.jobs.anomaly..",
            "canbao.jobs.metric..",
            "canbao.jobs.control..",
            "canbao.jobs.problem..",
            "canbao.jobs.workbook..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(domains)
        .check(JOBS);
  }
}
