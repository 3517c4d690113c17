package canbao.jobs.quality;

import java.util.List;

/**
 * A row has a partner: the person that its valid number names stands in another source too, in its
 * list of the same day or as the register holds it. Without a valid number the rule cannot tell.
 *
 * @param partner the other source
 */
public record Referential(String partner) implements Kind {

  /** Column of the rows as read, set by who has seen the other source. */
  private static final String HAS_NO_PARTNER = "has_no_partner";

  @Override
  public Name name() {
    return Name.REFERENTIAL;
  }

  @Override
  public String drawn() {
    return "the person stands in " + partner;
  }

  @Override
  public boolean isByRow() {
    return true;
  }

  /** NULL where the number is not valid. */
  String predicate() {
    return "CASE WHEN %s THEN NOT %s END"
        .formatted(Uniqueness.isGiven(List.of("document")), HAS_NO_PARTNER);
  }
}
