package canbao.jobs.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
  void only_the_adapter_sees_deequ_and_scala() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(DeequAdapter.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.amazon.deequ..", "scala..")
        .because("an upgrade of Deequ or Scala must end at one class")
        .check(JOBS);
  }
}
