"""Ends of periods, in UTC milliseconds (docs/spec/answers.md, Times). Every end is exclusive."""
import calendar
import datetime

DAY_MS = 24 * 60 * 60 * 1000
DAY_ZERO = datetime.date(1970, 1, 1).toordinal()


CYCLE_DAYS, CYCLE_YEARS = 146097, 400  # after which dates and days of the week come again


def date_of(day):
    """The date, and the years to add to it: those that the library has end with 9999, periods may end later."""
    cycles, day = divmod(day, CYCLE_DAYS)
    return datetime.date.fromordinal(DAY_ZERO + day), CYCLE_YEARS * cycles


def day_of(date):
    return date.toordinal() - DAY_ZERO


def months_later(day, months):
    """The same day of that month, or the month's last day where it has no such day."""
    date, later = date_of(day)
    year, month = divmod(12 * date.year + date.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day_of(datetime.date(year, month + 1, min(date.day, last))) + later // CYCLE_YEARS * CYCLE_DAYS


def same_time_months_later(event, months):
    return months_later(event // DAY_MS, months) * DAY_MS + event % DAY_MS


def end_after_days(event, days):
    return (event // DAY_MS + days + 1) * DAY_MS


def end_after_months(event, months):
    return (months_later(event // DAY_MS, months) + 1) * DAY_MS


def end_after_business_days(event, count, holidays):
    """`holidays`: for each year that has a list, the days in it."""
    day = event // DAY_MS
    while count > 0:
        day += 1
        date, later = date_of(day)
        if date.weekday() < 5 and day not in holidays.get(date.year + later, ()):
            count -= 1
    return (day + 1) * DAY_MS
