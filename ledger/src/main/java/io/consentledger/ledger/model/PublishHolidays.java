package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * The holidays of one year, as an authority publishes them: days that are no business days.
 *
 * @param partyId the authority
 * @param year of the Gregorian calendar
 * @param version the newest list of a calendar and year counts
 * @param days dates of that year such as {@code 2026-07-03}, ascending
 */
public record PublishHolidays(
    Salt salt, PartyId partyId, HolidayCalendar calendar, int year, int version, List<String> days)
    implements Payload {
  public PublishHolidays {
    Shape.requireRange("year", year, Limits.HOLIDAY_YEAR_MIN, Limits.HOLIDAY_YEAR_MAX);
    Shape.requireVersion("version", version);
    days = Shape.DATE.requireSet("days", days, 0, Limits.HOLIDAYS_MAX);
    for (String day : days) {
      requireDayOf(year, day);
    }
  }

  /** The same days as numbers: days since 1970-01-01, ascending. */
  public List<Long> epochDays() {
    return days.stream().map(day -> LocalDate.parse(day).toEpochDay()).toList();
  }

  @Override
  public Kind kind() {
    return Kind.PUBLISH_HOLIDAYS;
  }

  @Override
  public StreamId stream(NetworkId network) {
    return StreamId.ofParty(network, partyId);
  }

  @Override
  public ObjectNode toJson() {
    return Json.payload(this)
        .text("partyId", partyId.toHex())
        .text("calendar", calendar.code())
        .integer("year", year)
        .integer("version", version)
        .texts("days", days)
        .done();
  }

  private static void requireDayOf(int year, String day) {
    try {
      if (LocalDate.parse(day).getYear() == year) {
        return;
      }
    } catch (DateTimeException e) {
      throw new InvalidFieldException("days", "holds a date that no calendar has");
    }
    throw new InvalidFieldException("days", "holds a day of another year");
  }
}
