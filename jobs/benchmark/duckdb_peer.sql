-- The steps of duckdb_peer.py by name; $words are filled in there.

-- # reading
-- Macros that read texts: NULL is what is not there or cannot be read. t is a text in its read form.
CREATE MACRO half_width(x) AS translate(x, '$full_width', '$half_width');
CREATE MACRO read_text(x) AS CASE
  WHEN regexp_full_match(x, '[!-`{-~\x{4000}-\x{9FFF}]+') THEN x
  WHEN regexp_full_match(x, '[\x00-\x7F]*') THEN nullif(upper(regexp_replace(x, '[^!-~]+', '', 'g')), '')
  ELSE nullif(upper(regexp_replace(nfc_normalize(half_width(x)), '[\p{Z}\p{Cc}\p{Cf}]+', '', 'g')), '') END;
CREATE MACRO name_of(t) AS translate(t, '$dots', repeat('·', length('$dots')));

CREATE MACRO is_sentinel(t) AS t IN ('99991231', '9999-12-31', '999912', '9999-12', '19000101', '1900-01-01');
CREATE MACRO calendar_day(iso) AS CASE WHEN iso[1:4] <> '0000' THEN TRY_CAST(iso AS DATE) END;
CREATE MACRO day_of_digits(t) AS calendar_day(t[1:4] || '-' || t[5:6] || '-' || t[7:8]);
CREATE MACRO first_day(t) AS CASE
  WHEN is_sentinel(t) THEN NULL
  WHEN regexp_full_match(t, '\d{8}') THEN day_of_digits(t)
  WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}') THEN calendar_day(t)
  WHEN regexp_full_match(t, '\d{6}') THEN day_of_digits(t || '01')
  WHEN regexp_full_match(t, '\d{4}-\d{2}') THEN calendar_day(t || '-01') END;
CREATE MACRO last_day_of(t) AS CASE WHEN length(t) < 8 THEN last_day(first_day(t)) ELSE first_day(t) END;

CREATE MACRO whole_number(t) AS CASE WHEN regexp_full_match(t, '\d{1,9}') THEN t::INTEGER END;
CREATE MACRO amount(t) AS TRY_CAST(t AS DECIMAL(18, 2));
CREATE MACRO county(t) AS CASE WHEN regexp_full_match(t, '\d{6}|\d{9}|\d{12}') THEN t[1:6] END;
CREATE MACRO city_of(county) AS CASE WHEN county[1:4] IN ($cities) THEN county[1:4] || '00' END;
CREATE MACRO is_memo(county) AS coalesce(county IN ($memo), false);

CREATE MACRO mod_11_2(n) AS '10X98765432'[($weighted) % 11 + 1];
CREATE MACRO mod_7_3_1(t) AS list_sum(list_transform(range(14), lambda i: [7, 3, 1][i % 3 + 1]
  * CASE WHEN t[i + 1] BETWEEN '0' AND '9' THEN ord(t[i + 1]) - 48 ELSE ord(t[i + 1]) - 55 END)) % 10;

-- What Spark SQL calls these in the predicates of conf/rules.
CREATE MACRO trunc(d, unit) AS date_trunc('month', d)::DATE;
CREATE MACRO add_months(d, n) AS (d + to_months(n))::DATE;

-- # tables
CREATE TABLE line (code VARCHAR, family VARCHAR);
CREATE TABLE known_code (code VARCHAR);
-- bit: the place in a set of places; the province is all of them.
CREATE TABLE division (code VARCHAR, name VARCHAR, bit INTEGER);
CREATE TABLE rule (source VARCHAR, id VARCHAR, bit BIGINT, severity VARCHAR, limit_bp INTEGER, limit_count BIGINT);
CREATE TABLE tally (source VARCHAR, file VARCHAR, city VARCHAR, violations BIGINT, applicable BIGINT, verdict VARCHAR,
  records BIGINT);
CREATE TABLE rejected (source VARCHAR, file VARCHAR, line_no BIGINT, rules VARCHAR[], raw VARCHAR);
CREATE TABLE identity (person_key UBIGINT, document_type VARCHAR, document VARCHAR, name VARCHAR, certainty VARCHAR);
CREATE TABLE relation (person_key UBIGINT, is_exact BOOLEAN, family VARCHAR, pool_city VARCHAR, is_in_memo BOOLEAN,
  is_live BOOLEAN);

-- # batch_rows
-- All rows of a batch, each judged by itself. X_sent is the text of column X, X_text its read form, X its value.
CREATE OR REPLACE TABLE batch_rows AS
WITH sent AS ($sent),
texts AS (SELECT *, $texts FROM sent),
typed AS (SELECT *, DATE '$day' AS batch, $values FROM texts),
documents AS ($documents),
flagged AS (SELECT *, $flags, $city AS city, $person_text AS person_text, $key_is_empty AS key_empty FROM documents),
keyed AS (SELECT *, $person_key AS person_key, $certainty AS certainty, 'I' AS op, false AS op_undeclared,
  $in_scope AS in_scope, false AS has_conflicting_twin, hash($contents) AS content,
  CASE WHEN key_empty THEN content ELSE hash($key) END AS key FROM flagged)
SELECT *, $violations AS violations, $applicable AS applicable, sha256($digest) AS digest FROM keyed

-- # documents
-- What the document says: kind, canonical number, birth and sex, if the number is valid on the day.
WITH numbers AS (SELECT *, CASE
    WHEN regexp_full_match(document_number, '\d{17}[\dX]') THEN document_number[1:17]
    WHEN regexp_full_match(document_number, '\d{15}') AND document_number[13:15] < '996'
      THEN document_number[1:6] || '19' || document_number[7:15] END AS digits
  FROM typed),
integers AS (SELECT *, digits::BIGINT AS digits_as_number FROM numbers),
checked AS (SELECT *, digits || mod_11_2(digits_as_number) AS eighteen, document_number = eighteen AS is_checked,
  digits[1:6] AS area, day_of_digits(digits[7:14]) AS born FROM integers),
kinds AS (SELECT checked.*, born BETWEEN '1850-01-01' AND batch AS is_birth, CASE
    WHEN coalesce(document_type, '01') = '01' AND is_birth AND (is_checked OR length(document_number) = 15)
      AND CASE WHEN area[1:2] = '44' THEN known_code.code IS NOT NULL
          ELSE regexp_matches(area, '^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])') END THEN '01'
    WHEN document_type = '16' AND is_birth AND is_checked AND area IN ('810000', '820000', '830000') THEN '16'
    WHEN document_type = '07' AND is_checked AND area[1] = '9' THEN '07'
    WHEN document_type = '07' AND regexp_full_match(document_number, '[A-Z]{3}\d{12}')
      AND document_number[15] = mod_7_3_1(document_number)::VARCHAR THEN '07'
    WHEN document_type IN ('04', '05') AND regexp_full_match(document_number, '[HM](\d{8}|\d{10})') THEN document_type
    WHEN document_type = '06' AND regexp_full_match(document_number, '\d{8}|\d{10}') THEN document_type
  END AS document_kind FROM checked LEFT JOIN known_code ON area = known_code.code)
SELECT *, CASE
    WHEN document_kind = '01' THEN eighteen
    WHEN document_kind IN ('16', '07') THEN document_number
    WHEN document_kind IN ('04', '05') THEN document_kind || ':' || document_number[1:9]
    WHEN document_kind = '06' THEN document_kind || ':' || document_number[1:8] END AS document,
  CASE WHEN document_kind IN ('01', '16', '07') THEN born END AS document_birth,
  CASE WHEN document_kind IN ('01', '16', '07')
    THEN (2 - coalesce(digits[17], document_number[14])::INTEGER % 2)::VARCHAR END AS document_sex
FROM kinds

-- # no_documents
SELECT *, NULL::VARCHAR AS document, NULL::VARCHAR AS document_kind, NULL::DATE AS document_birth,
  NULL::VARCHAR AS document_sex FROM typed

-- # twins
-- Rows of the batch that share their key with others: few or none.
CREATE OR REPLACE TABLE twins AS
SELECT file, line_no, row_number() OVER (PARTITION BY key, content ORDER BY file, line_no) > 1 AS is_duplicate,
  min(content) OVER (PARTITION BY key) <> max(content) OVER (PARTITION BY key) AS conflicts
FROM batch_rows SEMI JOIN (SELECT key FROM batch_rows GROUP BY key HAVING count(*) > 1) shared USING (key)

-- # judged
-- Two different rows with one relation id are both rejected; with another key they are contested.
CREATE OR REPLACE VIEW judged AS
WITH together AS (
  SELECT batch_rows.*, is_duplicate, conflicts AND $conflicting = 0 AS contested,
    violations | CASE WHEN conflicts THEN $conflicting ELSE 0 END AS all_violations
  FROM batch_rows LEFT JOIN twins USING (file, line_no))
SELECT * REPLACE (all_violations AS violations), coalesce(contested, false) AS is_contested, CASE
  WHEN is_duplicate THEN 'duplicate'
  WHEN all_violations & $rejecting <> 0 THEN 'rejected'
  ELSE 'accepted' END AS verdict
FROM together

-- # tally
INSERT INTO tally SELECT '$source', file, city, violations, applicable, verdict, count(*) FROM judged GROUP BY ALL

-- # rejected
INSERT INTO rejected SELECT '$source', file, line_no, list(id ORDER BY bit), $raw
FROM judged JOIN rule ON rule.source = '$source' AND severity = 'reject_row' AND violations & bit <> 0
WHERE verdict = 'rejected' GROUP BY ALL

-- # landing
SELECT batch, file, line_no, digest, op, city, person_key, certainty, is_contested, $sent
FROM judged WHERE verdict = 'accepted'

-- # in_force
-- Of contested rows with one key that of a registered person wins, then the smaller digest.
CREATE OR REPLACE VIEW in_force AS
SELECT * FROM judged WHERE verdict = 'accepted' AND NOT is_contested
UNION ALL SELECT * FROM judged WHERE verdict = 'accepted' AND is_contested
QUALIFY row_number() OVER (PARTITION BY key ORDER BY $is_registered DESC, digest, line_no) = 1

-- # register
SELECT person_key, certainty, city, op, digest, batch, file, line_no, $values FROM in_force

-- # identity
INSERT INTO identity
SELECT DISTINCT ON (person_key) person_key, coalesce(document_kind, document_type) AS type,
  coalesce(document, document_number) AS number, AAC003 AS name, certainty
FROM $people ANTI JOIN identity USING (person_key) ORDER BY person_key, type, number, name

-- # person
CREATE TABLE person AS
SELECT person_key, certainty = 'exact' AS is_exact, coalesce(HJZT = '正常', false) AS is_registered,
  AAC301_text IS NULL AND is_registered AS lives_where_registered,
  CASE WHEN is_registered THEN city_of(BAC301) END AS registered_city,
  coalesce(city_of(AAC301), CASE WHEN lives_where_registered THEN registered_city END) AS resident_city,
  is_registered AND is_memo(BAC301) AS is_registered_in_memo,
  is_memo(AAC301) OR lives_where_registered AND is_registered_in_memo AS is_resident_in_memo,
  (coalesce(AAC060 = '2', false) OR coalesce(HJZT = '死亡', false)) AND coalesce(AAE037 <= batch, true) AS dead,
  coalesce(AAC006, document_birth) AS birth, year(batch) - year(birth) AS years,
  CASE WHEN birth + to_years(years) <= batch THEN years ELSE years - 1 END AS age
FROM in_force

-- # status
CREATE TABLE person_status AS
SELECT person_key, bool_or(KIND = 'DEATH') AS died, $kinds
FROM (SELECT *, coalesce("TO" >= batch, true) AS lasts FROM in_force)
WHERE certainty = 'exact' AND "FROM" <= batch GROUP BY person_key

-- # enrolment
-- Live and suspended relations of the lines that make cover.
INSERT INTO relation
SELECT person_key, certainty = 'exact', line.family, city_of($pool), is_memo($pool), $enrolled AS is_live
FROM in_force JOIN line ON line.code = $line
WHERE $start <= batch AND coalesce($end >= batch, true) AND ($line <> '390' OR coalesce($year = year(batch), false))
  AND ($enrolled OR $status = '2') AND city_of($pool) IS NOT NULL

-- # statistic
CREATE TABLE figure AS
SELECT CODE AS code, DIVISION AS division, arg_max(UNIT, coalesce(EDITION, '')) AS unit,
  arg_max(VALUE_text::DECIMAL(24, 12), coalesce(EDITION, '')) AS value
FROM in_force WHERE "YEAR" = year(batch) AND DIVISION IS NOT NULL
  AND regexp_full_match(VALUE_text, '\d{1,12}(\.\d{1,12})?') GROUP BY ALL

-- # rule_result
CREATE TABLE rule_result AS
WITH placed AS (
  SELECT *, unnest(CASE WHEN city IS NULL THEN ['440000'] ELSE ['440000', city] END) AS place
  FROM tally WHERE verdict <> 'duplicate'),
counts AS (
  SELECT rule.*, division.code AS division, coalesce(sum(records) FILTER (applicable & rule.bit <> 0), 0) AS checked,
    coalesce(sum(records) FILTER (violations & rule.bit <> 0), 0) AS failed
  FROM rule JOIN division ON division.code <> '440606'
  LEFT JOIN placed ON placed.source = rule.source AND place = division.code GROUP BY ALL)
SELECT id AS rule, source, division, upper(severity) AS severity, checked, failed, limit_bp, limit_count, CASE
  WHEN checked = 0 THEN 'NOT_APPLICABLE'
  WHEN failed = 0 THEN 'PASS'
  WHEN severity = 'reject_row' OR failed <= limit_count OR failed * 10000 <= checked * limit_bp
    THEN 'PASS_WITH_VIOLATIONS'
  WHEN severity = 'warn' THEN 'WARN' ELSE 'FAIL' END AS status
FROM counts

-- # control_number
CREATE TABLE control_number AS
SELECT source, file, sum(records) AS rows_in, coalesce(sum(records) FILTER (verdict = 'accepted'), 0) AS accepted,
  coalesce(sum(records) FILTER (verdict = 'rejected'), 0) AS rejected,
  coalesce(sum(records) FILTER (verdict = 'duplicate'), 0) AS duplicate
FROM tally GROUP BY source, file

-- # person_state
-- One row a person whom the register, a status or an enrolment knows; pools are sets of places.
CREATE TABLE person_state AS
WITH pools AS (
  SELECT relation.*, city.bit | CASE WHEN is_in_memo THEN memo.bit ELSE 0 END AS places
  FROM relation JOIN division city ON city.code = pool_city JOIN division memo ON memo.code = '440606'),
cover AS (
  SELECT person_key, bool_or(is_exact) AS is_exact, $pools,
    bool_or(NOT is_live AND family = 'pension') AS pension_suspended,
    bool_or(NOT is_live AND family = 'medical') AS medical_suspended
  FROM pools GROUP BY person_key),
facts AS (
  SELECT person_key, person.is_exact IS NOT NULL AS in_register, registered_city, resident_city, age,
    coalesce(person.is_exact, cover.is_exact, true) AS is_exact, coalesce(dead, false) OR coalesce(died, false) AS dead,
    $facts
  FROM person FULL JOIN cover USING (person_key) FULL JOIN person_status USING (person_key))
SELECT *, $due FROM facts

-- # place
-- People at each place where they count, alike in all that a cell asks.
CREATE TABLE place AS
WITH alike AS (SELECT COLUMNS(* EXCLUDE (person_key, in_register, age, $kinds)), count(*) AS people
  FROM person_state GROUP BY ALL),
registration AS (SELECT *, 'registration' AS basis, $anywhere,
  unnest([registered_city, '440000', CASE WHEN is_registered_in_memo THEN '440606' END]) AS division
  FROM alike WHERE registered_city IS NOT NULL),
residence AS (SELECT *, 'residence' AS basis, $anywhere,
  unnest([resident_city, '440000', CASE WHEN is_resident_in_memo THEN '440606' END]) AS division
  FROM alike WHERE resident_city IS NOT NULL),
enrolment AS (SELECT alike.*, 'enrolment' AS basis, $here, code AS division FROM alike CROSS JOIN division)
FROM registration UNION ALL BY NAME FROM residence UNION ALL BY NAME FROM enrolment

-- # cell
SELECT '$basis' AS basis, '$family' AS family, '$denominator' AS denominator, code AS division, $due AS due,
  $low AS covered_low, $covered AS covered, $high AS covered_high, $suspended AS suspended
FROM division LEFT JOIN place ON place.division = code AND basis = '$basis' GROUP BY code

-- # enrolment_cells
-- The due people of an enrolment row are those who live there.
INSERT INTO cell SELECT enrolment.* REPLACE (cell.due AS due)
FROM ($cells) AS enrolment JOIN cell USING (family, division, denominator) WHERE cell.basis = 'residence'

-- # published_cells
-- A place has one where a figure of the year is known; the province too if all its cities have one.
INSERT INTO cell
WITH people AS (SELECT division, value * CASE unit WHEN '人' THEN 1 ELSE 10000 END AS people
  FROM figure WHERE code = '$population_code' AND unit IN ('人', '万人')),
share AS (SELECT division, value AS points FROM figure WHERE code = '$pension_share_code' AND value <= 10000),
given AS (
  SELECT division, 'medical' AS due_as, round(people)::BIGINT AS people FROM people
  UNION ALL SELECT division, 'pension', round(people::DOUBLE * points / 10000)::BIGINT
  FROM people JOIN share USING (division)),
everywhere AS (FROM given UNION ALL
  SELECT '440000', due_as, sum(people) FROM given WHERE division IN (SELECT code FROM division WHERE code NOT IN ('440000', '440606'))
    AND NOT EXISTS (FROM given own WHERE own.division = '440000' AND own.due_as = given.due_as)
  GROUP BY due_as HAVING count(*) = $cities),
excluded AS (SELECT division, coalesce(sum(people) FILTER (off_${id}_pension), 0) AS pension,
  coalesce(sum(people) FILTER (off_${id}_medical), 0) AS medical FROM place WHERE basis = 'residence' GROUP BY division)
SELECT cell.* REPLACE ('$id' AS denominator, greatest(0, everywhere.people
  - coalesce(CASE due_as WHEN 'pension' THEN excluded.pension ELSE excluded.medical END, 0)) AS due)
FROM cell JOIN everywhere ON everywhere.division = cell.division
  AND due_as = CASE WHEN family IN ('pension', 'both') THEN 'pension' ELSE 'medical' END
LEFT JOIN excluded ON excluded.division = cell.division
WHERE basis = 'residence' AND denominator = '$first' AND cell.due IS NOT NULL

-- # city_coverage
CREATE TABLE city_coverage AS
SELECT DATE '$day' AS as_of, basis, division, division.name AS division_name, division = '440606' AS is_memo, family,
  denominator, $version AS denominator_version, due, covered, covered_low, covered_high, suspended,
  CASE WHEN due > 0 THEN ((covered * 2000000 + due) // (2 * due) * 0.000001)::DECIMAL(9, 6) END AS rate,
  target_bp, target_source,
  CASE WHEN target_bp > 0 THEN greatest(0, (due * target_bp + 9999) // 10000 - covered) END AS gap,
  CASE WHEN due > 0 THEN covered * 10000 >= due * target_bp END AS met,
  CASE WHEN due > 0 AND target_bp > 0 THEN CASE WHEN covered_low * 10000 >= due * target_bp THEN 'met'
    WHEN covered_high * 10000 < due * target_bp THEN 'not_met' ELSE 'undecided' END END AS verdict,
  CASE WHEN due = 0 THEN 'no_data' ELSE 'fresh' END AS state
FROM cell JOIN division ON code = division
LEFT JOIN (VALUES $targets) target (of_family, target_bp, target_source) ON of_family = family

-- # differences
WITH truth AS (FROM read_csv('$truth', all_varchar = true) WHERE as_of = '$day')
SELECT basis, division, family, denominator, truth.due, ours.due, truth.covered, ours.covered
FROM truth FULL JOIN city_coverage ours USING (basis, division, family, denominator)
WHERE truth.as_of IS NULL OR ours.as_of IS NULL OR truth.due::BIGINT IS DISTINCT FROM ours.due
  OR truth.covered::BIGINT <> ours.covered OR truth.covered_low::BIGINT <> ours.covered_low
  OR truth.covered_high::BIGINT <> ours.covered_high ORDER BY ALL
