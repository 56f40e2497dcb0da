//! Dates of the library `jiff`. A [`Timestamp`] knows no offset, so it is written in UTC; it knows no leap second, which
//! is read as the second before it, as `jiff` itself does.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::date_time::{Day, Moment};
use super::{HttpDate, UnixTime};
use crate::codec::{Decode, DecodeError, Encode, In, Out, Sink, from_what_becomes};

from_what_becomes!(HttpDate<Timestamp>: Timestamp);
from_what_becomes!(UnixTime<Timestamp>: Timestamp);

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
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Day::decode(&value, date)
    }
}

impl Encode for Date {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&day(*self).text()?))
    }
}

impl Decode for Timestamp {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Moment::decode(&value, timestamp)
    }
}

fn moment(timestamp: Timestamp) -> Moment {
    let utc = Offset::UTC.to_datetime(timestamp);
    Moment {
        day: day(utc.date()),
        hour: utc.hour().unsigned_abs(),
        minute: utc.minute().unsigned_abs(),
        second: utc.second().unsigned_abs(),
        nanosecond: utc.subsec_nanosecond().unsigned_abs(),
        offset: 0,
    }
}

impl Encode for Timestamp {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&moment(*self).text()?))
    }
}

impl From<Timestamp> for HttpDate<Timestamp> {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl Decode for HttpDate<Timestamp> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Moment::decode_http(&value, timestamp).map(Self)
    }
}

impl Encode for HttpDate<Timestamp> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&moment(self.0).http_text()?))
    }
}

impl From<Timestamp> for UnixTime<Timestamp> {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl Decode for UnixTime<Timestamp> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Self::read(value, |seconds| Timestamp::from_second(seconds).ok())
    }
}

impl Encode for UnixTime<Timestamp> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        // Seconds are counted towards zero, but the one that a moment before 1970 is within begins before it.
        let begun = i64::from(self.0.subsec_nanosecond() < 0);
        sink.put(Out::Int(self.0.as_second() - begun))
    }
}
