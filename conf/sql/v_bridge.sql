-- 各业务日最新发布的人次到人数核对 / from head counts to covered people on each day as last released: the highest revision of the day.
-- Rows of a release count from its row in release.ledger on; what was copied without one is not shown.
-- 暂缓的市: 与 city_coverage 出自同一次发布, 其 stale_since 为数据日期 / the bridge of a held city is that of its numbers: stale_since of its row in city_coverage is their day.
SELECT *
FROM release.bridge
LEFT SEMI JOIN (
  SELECT max_by(release_id, revision) AS release_id
  FROM release.ledger
  GROUP BY as_of
) AS last_of_day
USING (release_id)
