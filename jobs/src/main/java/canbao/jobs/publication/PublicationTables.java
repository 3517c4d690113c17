package canbao.jobs.publication;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The home of the table of public releases, in schema {@code release}. */
public final class PublicationTables {

  /** One row each time that somebody did something with a public release; none is ever changed. */
  static final TableHome PUBLICATION =
      TableHome.of(
              "release.publication",
              "公开发布的流程记录 / who drafted, submitted, approved, returned and published a release")
          .column("publication_id STRING NOT NULL", "公开发布编号 / kind, day and number")
          .column("event_no INT NOT NULL", "序号 / order of the events")
          .column(
              "event STRING NOT NULL",
              "drafted 起草, submitted 送审, approved 同意, returned 退回, published 发布 / event")
          .column("who STRING NOT NULL", "经办人 / user name of the officer")
          .column("account STRING NOT NULL", "账户 / account of the machine that recorded it")
          .column("at TIMESTAMP NOT NULL", "时间 / moment of the command")
          .column("reason STRING", "理由 / why it was returned, or why it corrects another")
          .column("kind STRING NOT NULL", "annual 年度, midterm 中期, on_demand 专项 / kind")
          .column("as_of DATE NOT NULL", "业务日期 / day the numbers are about")
          .column("release_id STRING NOT NULL", "发布编号 / release that holds the numbers")
          .column("supersedes STRING", "更正 / public release that this one corrects")
          .column("compared_release STRING", "上次公开的发布 / release that was last public, if any")
          .column(
              "compared_with STRING", "对照 / its rows in release.revision: until what they compare")
          .column(
              "content_fingerprint STRING NOT NULL",
              "内容指纹 / SHA-256 of all that is signed: an approval is of this content")
          .keyedBy("publication_id", "event_no")
          .appendOnly()
          .check(
              "publication_event",
              "event IN ('drafted', 'submitted', 'approved', 'returned', 'published')")
          .check("publication_kind", "kind IN ('annual', 'midterm', 'on_demand')");

  private PublicationTables() {}

  public static List<TableHome> all() {
    return List.of(PUBLICATION);
  }
}
