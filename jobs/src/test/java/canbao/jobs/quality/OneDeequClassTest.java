package canbao.jobs.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import canbao.jobs.anomaly.DeequStrategy;
import canbao.jobs.lake.Scala;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class OneDeequClassTest {

  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("canbao.jobs");

  @Test
  void onlyTheTwoAdaptersSeeDeequ() {
    onlySee("com.amazon.deequ..", DeequAdapter.class, DeequStrategy.class);
  }

  @Test
  void onlyOneClassSeesScala() {
    onlySee("scala..", Scala.class);
  }

  private static void onlySee(String library, Class<?>... adapters) {
    noClasses()
        .that()
        .doNotBelongToAnyOf(adapters)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .because("an upgrade of " + library + " must end there")
        .check(JOBS);
  }
}
