package canbao.jobs.ingest;

import canbao.jobs.LocalSpark;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test what a run has left that is made once for all tests. */
final class SharedRuns implements ParameterResolver {

  private static final Namespace RUNS = Namespace.create(SharedRuns.class);
  private static final Map<Class<?>, Supplier<?>> KINDS =
      Map.of(
          GoodNight.class, () -> GoodNight.run(LocalSpark.session()),
          LateList.class, () -> LateList.run(LocalSpark.session()),
          TakenDays.class, () -> TakenDays.run(LocalSpark.session()));

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return KINDS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> kind = parameter.getParameter().getType();
    return context
        .getRoot()
        .getStore(RUNS)
        .getOrComputeIfAbsent(kind, unused -> KINDS.get(kind).get());
  }
}
