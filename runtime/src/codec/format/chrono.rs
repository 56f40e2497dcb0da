//! Dates of the library `chrono`.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Offset, TimeZone, Timelike, Utc};

use super::date_time::{Day, Moment};
use super::{HttpDate, UnixTime};
use crate::codec::{Decode, DecodeError, Encode, In, IntoNullable, Nullable, Out, Sink, from_what_becomes};

// There can be none for every zone beside that of the type itself, which is why there is `IntoNullable`.
from_what_becomes!(DateTime<FixedOffset>: DateTime<Utc>);

impl<Z: TimeZone> IntoNullable<DateTime<FixedOffset>> for DateTime<Z> {
    fn into_nullable(self) -> Nullable<DateTime<FixedOffset>> {
        Nullable::Value(self.fixed_offset())
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for Nullable<HttpDate<DateTime<Utc>>> {
    fn from(moment: DateTime<Z>) -> Self {
        Self::Value(moment.into())
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for Nullable<UnixTime<DateTime<Utc>>> {
    fn from(moment: DateTime<Z>) -> Self {
        Self::Value(moment.into())
    }
}

/// A leap second is one whose nanoseconds go beyond the second.
const LEAP: u32 = 1_000_000_000;

fn date(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year, day.month.into(), day.day.into())
}

fn date_time(moment: Moment) -> Option<DateTime<FixedOffset>> {
    let (second, leap) = if moment.second == 60 { (59, LEAP) } else { (moment.second, 0) };
    let day = date(moment.day)?;
    let local =
        day.and_hms_nano_opt(moment.hour.into(), moment.minute.into(), second.into(), moment.nanosecond + leap)?;
    FixedOffset::east_opt(moment.offset)?.from_local_datetime(&local).single()
}

/// The parts of a date, each of which fits.
fn day(date: &impl Datelike) -> Day {
    let narrow = |value: u32| u8::try_from(value).unwrap_or_default();
    Day { year: date.year(), month: narrow(date.month()), day: narrow(date.day()) }
}

fn moment<Z: TimeZone>(value: &DateTime<Z>) -> Moment {
    let local = value.naive_local();
    let narrow = |value: u32| u8::try_from(value).unwrap_or_default();
    let nanosecond = local.nanosecond();
    let leap = nanosecond >= LEAP;
    Moment {
        day: day(&local),
        hour: narrow(local.hour()),
        minute: narrow(local.minute()),
        second: narrow(local.second()) + u8::from(leap),
        nanosecond: if leap { nanosecond - LEAP } else { nanosecond },
        offset: value.offset().fix().local_minus_utc(),
    }
}

impl Decode for NaiveDate {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Day::decode(&value, date)
    }
}

impl Encode for NaiveDate {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&day(self).text()?))
    }
}

impl Decode for DateTime<FixedOffset> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Moment::decode(&value, date_time)
    }
}

impl Encode for DateTime<FixedOffset> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&moment(self).text()?))
    }
}

/// No generated type: for types of one's own.
impl Decode for DateTime<Utc> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Moment::decode(&value, date_time).map(|read| read.to_utc())
    }
}

impl Encode for DateTime<Utc> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&moment(self).text()?))
    }
}

fn utc(moment: Moment) -> Option<DateTime<Utc>> {
    date_time(moment).map(|read| read.to_utc())
}

impl<Z: TimeZone> From<DateTime<Z>> for HttpDate<DateTime<Utc>> {
    fn from(moment: DateTime<Z>) -> Self {
        Self(moment.to_utc())
    }
}

impl Decode for HttpDate<DateTime<Utc>> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Moment::decode_http(&value, utc).map(Self)
    }
}

impl Encode for HttpDate<DateTime<Utc>> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&moment(&self.0).http_text()?))
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for UnixTime<DateTime<Utc>> {
    fn from(moment: DateTime<Z>) -> Self {
        Self(moment.to_utc())
    }
}

impl Decode for UnixTime<DateTime<Utc>> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Self::read(value, |seconds| DateTime::from_timestamp(seconds, 0))
    }
}

impl Encode for UnixTime<DateTime<Utc>> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Int(self.0.timestamp()))
    }
}
