//! Dates of the library `jiff`. A [`Timestamp`] knows no offset, so it is written in UTC; it knows no leap second, which
//! is read as the second before it, as `jiff` itself does.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::date_time::{Day, Moment};
use crate::codec::{Decode, Encode, Fault, In, Out, Sink};

fn date(day: Day) -> Option<Date> {
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

fn timestamp(moment: Moment) -> Option<Timestamp> {
    let date = date(moment.day)?;
    let (hour, minute) = (i8::try_from(moment.hour).ok()?, i8::try_from(moment.minute).ok()?);
    let second = i8::try_from(moment.second.min(59)).ok()?;
    let nanosecond = i32::try_from(moment.nanosecond).ok()?;
    let local = DateTime::new(date.year(), date.month(), date.day(), hour, minute, second, nanosecond).ok()?;
    Offset::from_seconds(moment.offset).ok()?.to_timestamp(local).ok()
}

/// The parts of a date, each of which fits.
fn day(date: Date) -> Day {
    Day { year: date.year().into(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
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

impl Decode for Timestamp {
    fn decode(value: In<'_>) -> Result<Self, Fault> {
        Moment::decode(&value, timestamp)
    }
}

impl Encode for Timestamp {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        let utc = Offset::UTC.to_datetime(*self);
        let moment = Moment {
            day: day(utc.date()),
            hour: utc.hour().unsigned_abs(),
            minute: utc.minute().unsigned_abs(),
            second: utc.second().unsigned_abs(),
            nanosecond: utc.subsec_nanosecond().unsigned_abs(),
            offset: 0,
        };
        sink.put(Out::Str(&moment.text()?))
    }
}
