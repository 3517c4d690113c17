-- 各业务日最新发布的人次到人数核对 / from head counts to covered people on each day as last released: the highest revision of the day.
-- Rows of a release count from its row in release.ledger on; what was copied without one is not shown.
-- 暂缓的市: 只有末步 held, 即沿用的参保人数 / a held city has the last step alone, held: the people whom it repeats; each bridge ends at the released covered.
SELECT *
FROM release.bridge
LEFT SEMI JOIN (
  SELECT max_by(release_id, revision) AS release_id
  FROM release.ledger
  GROUP BY as_of
) AS last_of_day
USING (release_id)
