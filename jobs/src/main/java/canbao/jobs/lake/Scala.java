package canbao.jobs.lake;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import scala.Console;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map$;

/**
 * Java's collections as Scala's and back, for libraries that have only a Scala face; the one class
 * that knows Scala.
 */
public final class Scala {

  private Scala() {}

  public static <T> Seq<T> seq(List<? extends T> items) {
    return list(items);
  }

  public static <T> scala.collection.immutable.List<T> list(List<? extends T> items) {
    return JavaConverters.<T>asScalaBuffer(List.copyOf(items)).toList();
  }

  public static <T> List<T> javaList(Seq<T> items) {
    return JavaConverters.seqAsJavaList(items);
  }

  /** The rows of an array of structs, as a function of a plan is given it. */
  @SuppressWarnings("unchecked") // Spark says so of a column of structs.
  public static List<Row> rows(Object array) {
    return JavaConverters.seqAsJavaList((Seq<Row>) array);
  }

  public static <K, V> scala.collection.immutable.Map<K, V> map(Map<K, V> entries) {
    scala.collection.immutable.Map<K, V> all = Map$.MODULE$.empty();
    for (Map.Entry<K, V> entry : entries.entrySet()) {
      all = all.updated(entry.getKey(), entry.getValue());
    }
    return all;
  }

  public static <K, V> Map<K, V> javaMap(scala.collection.immutable.Map<K, V> entries) {
    return JavaConverters.mapAsJavaMap(entries);
  }

  /** Work of a library that prints to standard output, where a command's own result stands. */
  public static <T> T withoutPrinting(Supplier<T> work) {
    return Console.withOut(OutputStream.nullOutputStream(), work::get);
  }

  /** Also for Scala's numbers: an {@code Option[Long]} is one of objects to Java. */
  public static <T> Option<T> some(T value) {
    return Option.apply(value);
  }

  /** The second ones of pairs. */
  public static <A, B> List<B> seconds(Seq<Tuple2<A, B>> pairs) {
    return javaList(pairs).stream().map(pair -> pair._2()).toList();
  }

  /** Of Java's the same. */
  public static <T> Option<T> option(Optional<? extends T> value) {
    return value.<Option<T>>map(Scala::some).orElse(none());
  }

  /** Of Scala's the same. */
  public static <T> Optional<T> optional(Option<T> value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get());
  }

  /** Both parts of a pair. */
  public static <T> List<T> both(Tuple2<? extends T, ? extends T> pair) {
    return List.of(pair._1(), pair._2());
  }

  /** What an expression is made of. */
  public static List<Expression> children(Expression expression) {
    return javaList(expression.children());
  }

  /** The same expression, made of something else. */
  public static Expression withChildren(Expression expression, List<Expression> children) {
    return expression.withNewChildren(list(children));
  }

  /** The values that an {@code IN} names. */
  public static List<Expression> values(In in) {
    return javaList(in.list());
  }

  /** The same {@code IN} with other values. */
  public static In withValues(In in, List<Expression> values) {
    return new In(in.value(), list(values));
  }

  public static <T> Option<T> none() {
    return Option.empty();
  }
}
