package canbao.jobs.ingest;

import static canbao.jobs.ingest.OutsideText.printable;
import static java.util.stream.Collectors.joining;

import canbao.jobs.run.Limits;
import canbao.jobs.source.BatchHeader;
import canbao.udfs.Division;
import canbao.udfs.TextForm;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads a manifest and refuses one that is not exactly of the contract's form. */
final class ManifestReader {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Set<String> KEYS =
      Set.of("source", "batch", "mode", "scope", "encoding", "previous", "files");
  private static final Set<String> FILE_KEYS = Set.of("name", "rows", "sha256");
  private static final List<String> ENCODINGS = List.of("UTF-8", "GB18030", "GBK");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final long MAX_ROWS = 1_000_000_000L;

  private final JsonMapper json;

  ManifestReader(Limits limits) {
    this.json =
        JsonMapper.builder(
                JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(limits.maxManifestDepth())
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * Reads one manifest.
   *
   * @param folder what the batch's folders say: source, and batch date
   * @param today the last day that a batch may speak about
   */
  Manifest read(byte[] text, BatchId folder, LocalDate today) throws BatchRefused {
    JsonNode root = parsed(text);
    if (!root.isObject()) {
      throw new BatchRefused("manifest.json is no JSON object");
    }
    refuseOtherKeys(root, KEYS, "manifest.json");
    refuseOtherFolder(root, folder);
    LocalDate batch = day(root, "batch");
    if (batch.isAfter(today)) {
      throw new BatchRefused("manifest.json: batch " + batch + " lies after today, " + today);
    }
    BatchHeader header =
        new BatchHeader(batch, mode(root), scope(root), folder.name().correction());
    Optional<LocalDate> previous =
        header.isFull() ? Optional.empty() : previous(root, batch, folder.isCorrection());
    if (folder.isCorrection() && header.isFull()) {
      throw new BatchRefused("manifest.json: corrections are no full list; mode must be changes");
    }
    List<Manifest.Entry> files = files(root);
    String encoding = encoding(root);
    return new Manifest(
        header, encoding, previous, files, fingerprint(header, encoding, previous, files));
  }

  private JsonNode parsed(byte[] bytes) throws BatchRefused {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return json.readTree(text);
    } catch (CharacterCodingException e) {
      throw new BatchRefused("manifest.json is not in UTF-8");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new BatchRefused("manifest.json" + place + " " + jsonProblem(e));
    }
  }

  private static String jsonProblem(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Duplicate field")) {
      return "names a key twice";
    }
    return message.contains("nesting depth") ? "nests too deep" : "is no JSON";
  }

  private static void refuseOtherKeys(JsonNode node, Set<String> known, String where)
      throws BatchRefused {
    for (String key : (Iterable<String>) node::fieldNames) {
      if (!known.contains(key)) {
        throw new BatchRefused(
            "%s has the unknown key '%s'; it may have %s"
                .formatted(where, printable(key), known.stream().sorted().toList()));
      }
    }
  }

  private static void refuseOtherFolder(JsonNode root, BatchId folder) throws BatchRefused {
    String source = text(root, "source");
    String batch = text(root, "batch");
    if (!source.equals(folder.source()) || !batch.equals(folder.batch().toString())) {
      throw new BatchRefused(
          "manifest.json names %s %s, its folder %s %s"
              .formatted(printable(source), printable(batch), folder.source(), folder.batch()));
    }
  }

  private static BatchHeader.Mode mode(JsonNode root) throws BatchRefused {
    String mode = text(root, "mode");
    return switch (mode) {
      case "full" -> BatchHeader.Mode.FULL;
      case "changes" -> BatchHeader.Mode.CHANGES;
      default ->
          throw new BatchRefused(
              "manifest.json: mode '" + printable(mode) + "' is neither full nor changes");
    };
  }

  private static List<String> scope(JsonNode root) throws BatchRefused {
    JsonNode scope = root.path("scope");
    if (!scope.isArray() || scope.isEmpty()) {
      throw new BatchRefused("manifest.json: scope must list at least one division code");
    }
    List<String> codes = new ArrayList<>();
    for (JsonNode code : scope) {
      if (!code.isTextual() || Division.county(UTF8String.fromString(code.textValue())) == null) {
        throw new BatchRefused(
            "manifest.json: scope holds '" + printable(code.asText()) + "', which is no division");
      }
      codes.add(TextForm.read(UTF8String.fromString(code.textValue())).toString());
    }
    return codes;
  }

  /** Corrections build on the batch whose rows they correct, and are of its date. */
  private static Optional<LocalDate> previous(JsonNode root, LocalDate batch, boolean isCorrection)
      throws BatchRefused {
    if (root.path("previous").isMissingNode() || root.path("previous").isNull()) {
      throw new BatchRefused("manifest.json: a change list needs previous, the batch it builds on");
    }
    LocalDate previous = day(root, "previous");
    if (isCorrection && !previous.equals(batch)) {
      throw new BatchRefused(
          "manifest.json: previous " + previous + " is not the batch that is corrected, " + batch);
    }
    if (!isCorrection && !previous.isBefore(batch)) {
      throw new BatchRefused(
          "manifest.json: previous " + previous + " does not lie before the batch, " + batch);
    }
    return Optional.of(previous);
  }

  private static String encoding(JsonNode root) throws BatchRefused {
    String encoding = text(root, "encoding").toUpperCase(Locale.ROOT);
    if (!ENCODINGS.contains(encoding)) {
      throw new BatchRefused(
          "manifest.json: encoding '" + printable(encoding) + "' is none of " + ENCODINGS);
    }
    return encoding;
  }

  private static List<Manifest.Entry> files(JsonNode root) throws BatchRefused {
    JsonNode files = root.path("files");
    if (!files.isArray()) {
      throw new BatchRefused("manifest.json: files must be a list");
    }
    List<Manifest.Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode file : files) {
      Manifest.Entry entry = file(file);
      if (!names.add(entry.name())) {
        throw new BatchRefused("manifest.json names the file " + entry.name() + " twice");
      }
      entries.add(entry);
    }
    return entries;
  }

  private static Manifest.Entry file(JsonNode file) throws BatchRefused {
    if (!file.isObject()) {
      throw new BatchRefused("manifest.json: an entry of files is no object");
    }
    refuseOtherKeys(file, FILE_KEYS, "manifest.json: an entry of files");
    String name = text(file, "name");
    if (!isFileName(name)) {
      throw new BatchRefused(
          "manifest.json: the file name '%s' is empty, begins with a dot, or holds a slash or a control character"
              .formatted(printable(name)));
    }
    JsonNode rows = file.path("rows");
    if (!rows.isIntegralNumber()
        || !rows.canConvertToLong()
        || rows.longValue() < 0
        || rows.longValue() > MAX_ROWS) {
      throw new BatchRefused(
          "manifest.json: rows of "
              + printable(name)
              + " is no whole number from 0 to "
              + MAX_ROWS);
    }
    String sha256 = text(file, "sha256").toLowerCase(Locale.ROOT);
    if (!SHA256.matcher(sha256).matches()) {
      throw new BatchRefused(
          "manifest.json: sha256 of " + printable(name) + " is not 64 hexadecimal digits");
    }
    return new Manifest.Entry(name, rows.longValue(), sha256);
  }

  /** Names a file of the folder itself and can be printed. */
  private static boolean isFileName(String name) {
    return !name.isEmpty()
        && !name.startsWith(".")
        && !name.contains("/")
        && !name.contains("\\")
        && OutsideText.isPrintable(name);
  }

  private static LocalDate day(JsonNode root, String key) throws BatchRefused {
    String text = text(root, key);
    try {
      return LocalDate.parse(text, DAY);
    } catch (DateTimeParseException e) {
      throw new BatchRefused(
          "manifest.json: " + key + " '" + printable(text) + "' is no date yyyy-MM-dd");
    }
  }

  private static String text(JsonNode node, String key) throws BatchRefused {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw new BatchRefused(
          "manifest.json: " + key + (value.isMissingNode() ? " is missing" : " is no text"));
    }
    return value.textValue();
  }

  private static String fingerprint(
      BatchHeader header,
      String encoding,
      Optional<LocalDate> previous,
      List<Manifest.Entry> files) {
    String promised =
        files.stream()
            .map(file -> file.name() + " " + file.rows() + " " + file.sha256())
            .collect(joining("\n"));
    String all = spoken(header) + "\n" + encoding + "\n" + previous + "\n" + promised;
    return DigestUtils.sha256Hex(all);
  }

  /** These words for ever: batches that were accepted are known by the fingerprint. */
  private static String spoken(BatchHeader header) {
    return "BatchHeader[batch=%s, mode=%s, scope=%s]"
        .formatted(header.batch(), header.mode(), header.scope());
  }
}
