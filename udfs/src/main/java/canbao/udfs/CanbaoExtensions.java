package canbao.udfs;

import static scala.collection.JavaConverters.asScalaBuffer;
import static scala.collection.JavaConverters.seqAsJavaList;

import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.errors.QueryCompilationErrors;
import org.apache.spark.unsafe.Platform;
import scala.Function1;
import scala.Tuple3;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Gives every {@link SqlFunction} to a Spark session: {@code
 * spark.sql.extensions=canbao.udfs.CanbaoExtensions}.
 */
public final class CanbaoExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (SqlFunction function : SqlFunction.values()) {
      extensions.injectFunction(
          new Tuple3<>(
              new FunctionIdentifier(function.sqlName()), info(function), builder(function)));
    }
    return BoxedUnit.UNIT;
  }

  private static ExpressionInfo info(SqlFunction function) {
    return new ExpressionInfo(
        function.method().home().getName(),
        null,
        function.sqlName(),
        "_FUNC_" + function.usage(),
        "",
        "",
        "",
        "",
        "",
        "",
        "java_udf");
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
      Platform.throwException(
          QueryCompilationErrors.wrongNumArgsError(
              function.sqlName(),
              asScalaBuffer(List.<Object>of(expected)).toSeq(),
              given,
              "",
              "",
              ""));
    }
  }
}
