-- 各业务日首次发布的人次到人数核对 / from head counts to covered people on each day as it was first released: revision 1, whatever was corrected later.
SELECT *
FROM release.bridge
LEFT SEMI JOIN (
  SELECT release_id
  FROM release.ledger
  WHERE revision = 1
) AS first_of_day
USING (release_id)
