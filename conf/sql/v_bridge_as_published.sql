-- 各业务日首次发布的人次到人数核对 / from head counts to covered people on each day as it was first released: revision 1, whatever was corrected later.
-- 暂缓的市: 与 city_coverage 出自同一次发布, 其 stale_since 为数据日期 / the bridge of a held city is that of its numbers: stale_since of its row in city_coverage is their day.
SELECT *
FROM release.bridge
LEFT SEMI JOIN (
  SELECT release_id
  FROM release.ledger
  WHERE revision = 1
) AS first_of_day
USING (release_id)
