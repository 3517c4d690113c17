-- 各业务日首次发布的人次到人数核对 / from head counts to covered people on each day as it was first released: revision 1, whatever was corrected later.
-- 暂缓的市: 只有末步 held, 即沿用的参保人数 / a held city has the last step alone, held: the people whom it repeats; each bridge ends at the released covered.
SELECT *
FROM release.bridge
LEFT SEMI JOIN (
  SELECT release_id
  FROM release.ledger
  WHERE revision = 1
) AS first_of_day
USING (release_id)
