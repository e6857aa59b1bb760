package io.consentledger.ledger.state;

import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.PublishHolidays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists of holidays: who may publish them, and what business days follow from them. */
final class Holidays {
  private Holidays() {}

  static void publish(Step step, PublishHolidays list) throws Refusal {
    step.requireSignedByParty(list.partyId());
    step.requireSignedByAuthority();
    Cell<HolidayList> cell = Cells.holidays(list.calendar(), list.year());
    int standing = cell.newest(step.state()).map(newest -> newest.value().version()).orElse(0);
    Refusal.when(
        list.version() <= standing,
        RejectionCode.VERSION_NOT_NEWER,
        "version " + list.version() + " where " + standing + " stands");
    cell.put(step, new HolidayList(list.version(), list.epochDays()));
  }

  /**
   * Business days by the lists that stood at a time. A year without a list has no holidays. For one
   * thread.
   *
   * @param timeMs UTC ms
   */
  static BusinessDays asOf(StateView state, HolidayCalendar calendar, long timeMs) {
    Map<Integer, List<Long>> years = new HashMap<>();
    return new BusinessDays(
        day ->
            years
                .computeIfAbsent(
                    LocalDate.ofEpochDay(day).getYear(), year -> of(state, calendar, year, timeMs))
                .contains(day));
  }

  private static List<Long> of(StateView state, HolidayCalendar calendar, int year, long timeMs) {
    return Cells.holidays(calendar, year)
        .asOf(state, timeMs)
        .map(list -> list.value().days())
        .orElse(List.of());
  }
}
