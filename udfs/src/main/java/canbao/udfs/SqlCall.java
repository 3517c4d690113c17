package canbao.udfs;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static scala.collection.JavaConverters.asScalaBuffer;
import static scala.collection.JavaConverters.seqAsJavaList;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.IndexedSeq;
import scala.collection.Seq;

/**
 * A call of a {@link SqlFunction}: Spark's own StaticInvoke, compiled into the stage's code, that
 * is called by its SQL name in plans and column headings.
 */
public final class SqlCall extends StaticInvoke {

  private static final UTF8String EMPTY = UTF8String.fromString("");

  private final SqlFunction function;

  /** Takes the fields of StaticInvoke, all of them: Spark copies a node by reflection over them. */
  public SqlCall(
      Class<?> home,
      DataType returnType,
      String method,
      Seq<Expression> arguments,
      Seq<AbstractDataType> argumentTypes,
      boolean propagateNull,
      boolean returnNullable,
      boolean isDeterministic) {
    super(
        home,
        returnType,
        method,
        arguments,
        argumentTypes,
        propagateNull,
        returnNullable,
        isDeterministic);
    this.function = SqlFunction.of(home, method);
  }

  /** The call; its arguments are as many as the function has, and Spark casts them to its types. */
  static Expression of(SqlFunction function, List<Expression> arguments) {
    List<Expression> given = new ArrayList<>(arguments);
    if (function.takesDocumentType()) {
      given.set(0, emptyIfNull(given.get(0)));
    }
    return call(function, asScalaBuffer(given).toSeq());
  }

  private static SqlCall call(SqlFunction function, Seq<Expression> arguments) {
    List<AbstractDataType> types = List.copyOf(function.argumentTypes());
    return new SqlCall(
        function.method().home(),
        function.returnType(),
        function.method().name(),
        arguments,
        asScalaBuffer(types).toSeq(),
        !function.answersNull(),
        !function.answersNull(),
        true);
  }

  /** A missing type is an empty type; a missing number or day still makes the call NULL. */
  private static Expression emptyIfNull(Expression type) {
    return new Coalesce(asScalaBuffer(List.of(type, Literal.create(EMPTY, StringType))).toSeq());
  }

  @Override
  public String prettyName() {
    return function.sqlName();
  }

  @Override
  public String toString() {
    List<String> arguments = new ArrayList<>();
    seqAsJavaList(arguments()).forEach(argument -> arguments.add(argument.toString()));
    return function.sqlName() + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
    return call(function, newChildren);
  }
}
