package io.consentledger.ledger.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The holidays of one calendar and year.
 *
 * @param days since 1970-01-01, ascending
 */
record HolidayList(int version, List<Long> days) {
  HolidayList {
    days = List.copyOf(days);
  }

  void encode(RecordWriter out) {
    out.u32(version).u16(days.size());
    days.forEach(day -> out.u32(day.intValue()));
  }

  static HolidayList decode(RecordReader in) {
    int version = in.u32();
    List<Long> days = new ArrayList<>();
    for (int left = in.u16(); left > 0; left--) {
      days.add((long) in.u32());
    }
    return new HolidayList(version, days);
  }
}
