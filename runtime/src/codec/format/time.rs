//! Dates of the library `time`. It knows no leap second, which is read as the second before it.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::date_time::{Day, Moment};
use super::{HttpDate, UnixTime};
use crate::codec::{Decode, DecodeError, Encode, In, Out, Sink, from_what_becomes};

from_what_becomes!(HttpDate<OffsetDateTime>: OffsetDateTime);
from_what_becomes!(UnixTime<OffsetDateTime>: OffsetDateTime);

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
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Day::decode(&value, date)
    }
}

impl Encode for Date {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&day(*self).text()?))
    }
}

impl Decode for OffsetDateTime {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Moment::decode(&value, date_time)
    }
}

fn moment(value: OffsetDateTime) -> Moment {
    let (hour, minute, second, nanosecond) = value.to_hms_nano();
    Moment { day: day(value.date()), hour, minute, second, nanosecond, offset: value.offset().whole_seconds() }
}

impl Encode for OffsetDateTime {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&moment(*self).text()?))
    }
}

impl From<OffsetDateTime> for HttpDate<OffsetDateTime> {
    fn from(moment: OffsetDateTime) -> Self {
        Self(moment)
    }
}

impl Decode for HttpDate<OffsetDateTime> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Moment::decode_http(&value, date_time).map(Self)
    }
}

impl Encode for HttpDate<OffsetDateTime> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        let utc = self.0.checked_to_offset(UtcOffset::UTC);
        let utc = utc.ok_or_else(|| DecodeError::new("the point in time can't be written in a date of HTTP"))?;
        sink.put(Out::Str(&moment(utc).http_text()?))
    }
}

impl From<OffsetDateTime> for UnixTime<OffsetDateTime> {
    fn from(moment: OffsetDateTime) -> Self {
        Self(moment)
    }
}

impl Decode for UnixTime<OffsetDateTime> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Self::read(value, |seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
    }
}

impl Encode for UnixTime<OffsetDateTime> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Int(self.0.unix_timestamp()))
    }
}
