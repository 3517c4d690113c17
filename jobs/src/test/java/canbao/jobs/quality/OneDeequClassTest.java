package canbao.jobs.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import canbao.jobs.lake.Scala;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class OneDeequClassTest {

  private static final String SUGGESTIONS = "canbao.jobs.profile.DeequSuggestions";
  private static final String STRATEGIES = "canbao.jobs.anomaly.DeequStrategy.*";

  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("canbao.jobs");

  @Test
  void onlyWhatCountsWhatJudgesAndWhatSuggestsSeesDeequ() {
    onlySee("com.amazon.deequ..", DeequAdapter.class.getName(), STRATEGIES, SUGGESTIONS);
  }

  @Test
  void onlyOneClassSeesScala() {
    onlySee("scala..", Scala.class.getName());
  }

  private static void onlySee(String library, String... adapters) {
    noClasses()
        .that(DescribedPredicate.not(HasName.Predicates.nameMatching(String.join("|", adapters))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .because("an upgrade of " + library + " must end at " + String.join(", ", adapters))
        .check(JOBS);
  }
}
