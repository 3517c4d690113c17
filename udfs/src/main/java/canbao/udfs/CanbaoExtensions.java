package canbao.udfs;

import static scala.collection.JavaConverters.asScalaBuffer;
import static scala.collection.JavaConverters.seqAsJavaList;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.errors.QueryCompilationErrors;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.Platform;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.Seq;
import scala.collection.immutable.Map$;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Gives every {@link SqlFunction} and {@link TableFunction} to a Spark session: {@code
 * spark.sql.extensions=canbao.udfs.CanbaoExtensions}.
 */
public final class CanbaoExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  /** Of a date as text: {@code 2018-12-31}. */
  private static final int DATE_LENGTH = 10;

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (SqlFunction function : SqlFunction.values()) {
      extensions.injectFunction(
          new Tuple3<>(
              new FunctionIdentifier(function.sqlName()), info(function), builder(function)));
    }
    for (TableFunction function : TableFunction.values()) {
      extensions.injectTableFunction(
          new Tuple3<>(
              new FunctionIdentifier(function.sqlName()),
              info(function.sqlName(), function.usage(), TableFunction.class),
              builder(function)));
    }
    return BoxedUnit.UNIT;
  }

  private static ExpressionInfo info(SqlFunction function) {
    return info(function.sqlName(), function.usage(), function.method().home());
  }

  private static ExpressionInfo info(String name, String usage, Class<?> home) {
    return new ExpressionInfo(
        home.getName(), null, name, "_FUNC_" + usage, "", "", "", "", "", "", "java_udf");
  }

  private static Function1<Seq<Expression>, LogicalPlan> builder(TableFunction function) {
    return new AbstractFunction1<>() {
      @Override
      public LogicalPlan apply(Seq<Expression> arguments) {
        int given = arguments.size();
        if (given < 1 || given > 2) {
          throw wrongCount(function.sqlName(), List.of(1, 2), given);
        }
        LocalDate day = day(function, arguments.apply(0));
        if (day == null) {
          throw noDay(function, arguments.apply(0));
        }
        String query =
            given == 1 ? function.query(day, null) : query(function, day, arguments.apply(1));
        // What Spark does not know of the plan yet it looks up as in any other query.
        return CatalystSqlParser$.MODULE$.parsePlan(query);
      }
    };
  }

  private static String query(TableFunction function, LocalDate day, Expression known) {
    LocalDate date = day(function, known);
    if (date == null || !isMoment(known)) {
      return function.query(day, date);
    }
    Object micros = cast(known, DataTypes.TimestampType);
    if (micros == null) {
      throw noDay(function, known);
    }
    Instant moment = Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS);
    return function.queryAt(day, moment).orElseThrow(() -> noMoment(function, known));
  }

  /** Whether an argument that stands for a day also tells its time. */
  private static boolean isMoment(Expression argument) {
    return argument.dataType() instanceof TimestampType
        || (argument.dataType() instanceof StringType
            && argument.eval(null).toString().strip().length() > DATE_LENGTH);
  }

  /** The day that an argument stands for; null if it is NULL. */
  private static LocalDate day(TableFunction function, Expression argument) {
    boolean isDay =
        argument.dataType() instanceof DateType
            || argument.dataType() instanceof StringType
            || argument.dataType() instanceof TimestampType
            || argument.dataType() instanceof NullType;
    if (!isDay || !argument.foldable()) {
      throw noDay(function, argument);
    }
    Object day = cast(argument, DataTypes.DateType);
    if (day == null && argument.eval(null) != null) {
      throw noDay(function, argument);
    }
    return day == null ? null : LocalDate.ofEpochDay((Integer) day);
  }

  /** The value of an argument in another type, by the session's zone; null if it has none. */
  private static Object cast(Expression argument, DataType type) {
    Option<String> zone = Option.apply(SQLConf.get().sessionLocalTimeZone());
    boolean failsOnText = false;
    return Cast$.MODULE$.apply(argument, type, zone, failsOnText).eval(null);
  }

  private static RuntimeException noDay(TableFunction function, Expression argument) {
    return refused(
        function.sqlName()
            + " needs days that are known when the query is read, such as DATE'2018-12-31'; it was"
            + " given "
            + argument.sql());
  }

  private static RuntimeException noMoment(TableFunction function, Expression argument) {
    return refused(
        function.sqlName()
            + " knows what was learned by system dates, such as DATE'2018-12-31'; it was given the"
            + " moment "
            + argument.sql()
            + ", as city_coverage_on alone may be");
  }

  private static RuntimeException refused(String why) {
    return unchecked(
        new AnalysisException(
            why,
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Map$.MODULE$.empty(),
            new QueryContext[0]));
  }

  private static Function1<Seq<Expression>, Expression> builder(SqlFunction function) {
    return new AbstractFunction1<>() {
      @Override
      public Expression apply(Seq<Expression> arguments) {
        requireCount(function, arguments.size());
        return SqlCall.of(function, seqAsJavaList(arguments));
      }
    };
  }

  /** Refuses a wrong number of arguments the way Spark refuses it of its own functions. */
  private static void requireCount(SqlFunction function, int given) {
    int expected = function.argumentTypes().size();
    if (given != expected) {
      throw wrongCount(function.sqlName(), List.of(expected), given);
    }
  }

  private static RuntimeException wrongCount(String name, List<Object> expected, int given) {
    return unchecked(
        QueryCompilationErrors.wrongNumArgsError(
            name, asScalaBuffer(expected).toSeq(), given, "", "", ""));
  }

  /** Spark's code, being Scala, does not declare what it throws. */
  private static RuntimeException unchecked(Throwable failure) {
    Platform.throwException(failure);
    return new IllegalStateException(failure);
  }
}
