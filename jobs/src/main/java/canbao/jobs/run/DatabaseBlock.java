package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The key {@code database} of {@code conf/sources/<source>.yml}: where the source's batches are, if
 * it sends no files.
 *
 * @param file of a source
 */
record DatabaseBlock(YamlFile file) {

  private static final String DATABASE = "database";

  Optional<DatabaseSource> source() {
    JsonNode root = file.root();
    return Optional.ofNullable(root.get(DATABASE))
        .map(
            declared ->
                new DatabaseSource(
                    root.get("source").asText(),
                    declared.get("name").asText(),
                    declared.get("batches").asText(),
                    declared.get("rows").asText(),
                    declared.get("partition_by").asText(),
                    Words.list(declared.get("order_by")),
                    declared.get("rows_per_file").asInt()));
  }

  /** The database that it names must be one of the environment's. */
  void check(List<Database> databases) {
    JsonNode name = file.root().path(DATABASE).path("name");
    List<String> known = databases.stream().map(Database::name).toList();
    if (name.isTextual() && !known.contains(name.asText())) {
      file.fault(
          "/database/name",
          "must be a database of the environment, is '%s'%s"
              .formatted(name.asText(), Nearest.hint(name.asText(), known)));
    }
  }
}
