package canbao.jobs.quality;

/**
 * A city of which a full list has lost more rows than the settings bear, and which somebody has
 * accepted all the same.
 *
 * @param before rows in force before the list
 * @param now rows of the list
 * @param reason why it is right, in the words of who accepted it
 * @param acceptedBy name of the account that did
 */
public record AcceptedShrink(
    String city, long before, long now, String reason, String acceptedBy) {}
