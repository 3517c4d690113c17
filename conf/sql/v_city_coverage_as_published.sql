-- 各业务日首次发布的参保率 / coverage of each day as it was first released: revision 1, whatever was corrected later.
SELECT *
FROM release.city_coverage
LEFT SEMI JOIN (
  SELECT release_id
  FROM release.ledger
  WHERE revision = 1
) AS first_of_day
USING (release_id)
