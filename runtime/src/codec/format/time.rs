//! Dates of the library `time`. It knows no leap second, which is read as the second before it.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::date_time::{Day, Moment};
use crate::codec::{Decode, Encode, Fault, In, Out, Sink};

fn date(day: Day) -> Option<Date> {
    Date::from_calendar_date(day.year, Month::try_from(day.month).ok()?, day.day).ok()
}

fn date_time(moment: Moment) -> Option<OffsetDateTime> {
    let time = Time::from_hms_nano(moment.hour, moment.minute, moment.second.min(59), moment.nanosecond).ok()?;
    let offset = UtcOffset::from_whole_seconds(moment.offset).ok()?;
    Some(PrimitiveDateTime::new(date(moment.day)?, time).assume_offset(offset))
}

fn day(date: Date) -> Day {
    let (year, month, day) = date.to_calendar_date();
    Day { year, month: month.into(), day }
}

impl Decode for Date {
    fn decode(value: In<'_>) -> Result<Self, Fault> {
        Day::decode(&value, date)
    }
}

impl Encode for Date {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.put(Out::Str(&day(*self).text()?))
    }
}

impl Decode for OffsetDateTime {
    fn decode(value: In<'_>) -> Result<Self, Fault> {
        Moment::decode(&value, date_time)
    }
}

impl Encode for OffsetDateTime {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        let (hour, minute, second, nanosecond) = self.to_hms_nano();
        let offset = self.offset().whole_seconds();
        let moment = Moment { day: day(self.date()), hour, minute, second, nanosecond, offset };
        sink.put(Out::Str(&moment.text()?))
    }
}
