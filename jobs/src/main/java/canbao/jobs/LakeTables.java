package canbao.jobs;

import canbao.jobs.control.ControlTables;
import canbao.jobs.coverage.CoverageTables;
import canbao.jobs.evaluation.EvaluationTables;
import canbao.jobs.lake.TableHome;
import canbao.jobs.measure.MeasureTables;
import canbao.jobs.metric.MetricTables;
import canbao.jobs.problem.ProblemTables;
import canbao.jobs.publication.PublicationTables;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.register.RegisterTables;
import canbao.jobs.release.ReleaseTables;
import canbao.jobs.run.Settings;
import canbao.jobs.source.LakePseudonym;
import canbao.jobs.source.LandingTable;
import canbao.jobs.supervision.SupervisionTables;
import canbao.jobs.usability.UsabilityTables;
import canbao.jobs.worklist.WorklistTables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every table that Canbao has, whether anything was written to it or not. */
final class LakeTables {

  private LakeTables() {}

  /** Their names, {@code schema.table}; those of landing are the sources of the settings. */
  static Set<String> names(Settings settings) {
    Set<String> names = new LinkedHashSet<>();
    Stream.of(
            settings.sources().stream().map(LandingTable::of).toList(),
            List.of(LakePseudonym.HOME),
            QualityTables.all(),
            ControlTables.all(),
            MetricTables.all(),
            ProblemTables.all(),
            RegisterTables.all(),
            CoverageTables.all(),
            SupervisionTables.all(),
            UsabilityTables.all(),
            WorklistTables.all(),
            MeasureTables.all(),
            EvaluationTables.all(),
            PublicationTables.all())
        .flatMap(homes -> homes.stream().map(TableHome::qualifiedName))
        .forEach(names::add);
    names.addAll(ReleaseTables.names());
    return names;
  }
}
