package canbao.jobs.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
  void onlyTheAdapterSeesDeequ() {
    onlySees(DeequAdapter.class, "com.amazon.deequ..");
  }

  @Test
  void onlyOneClassSeesScala() {
    onlySees(Scala.class, "scala..");
  }

  private static void onlySees(Class<?> adapter, String library) {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(adapter.getName())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .because("an upgrade of " + library + " must end at one class")
        .check(JOBS);
  }
}
