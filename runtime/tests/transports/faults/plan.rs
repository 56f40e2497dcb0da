//! What the server does with each call and each attempt at it, which the seed and the number of the call give.

use super::asks::{Ask, Class};

/// Numbers that look random (SplitMix64).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// What becomes of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Fault {
    /// The right answer. The connection stays open, or is closed without a word.
    Right(Frame, After),
    /// The right answer, a few bytes at a time.
    Drips(Frame),
    /// The connection is closed, or reset, in place of an answer.
    Drop,
    Reset,
    /// No answer comes, or no more of it.
    Stall,
    StallsWithin(Frame),
    /// Comments come for ever, or white space.
    NeverEnds,
    /// The connection is closed, or reset, within the body.
    CutOff(Frame),
    ResetWithin(Frame),
    /// The end of what is compressed is not there, and the lengths are right.
    CutGzip,
    /// A status that says to come back, and when.
    Busy(u16, When),
    /// What is no HTTP, or breaks its rules.
    Garbage(Garbage),
    /// The length says less than there is.
    ShortLength,
    /// Behind the right answer comes another one that nobody asked for.
    Unasked,
}

/// How the end of a body is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Frame {
    Length,
    Chunks,
    /// By the end of the connection: only values that tell their own end come so.
    Close,
    GzipLength,
    GzipChunks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum After {
    Stays,
    Closes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum When {
    Nothing,
    Zero,
    Fraction,
    Milliseconds,
    MillisecondsFirst,
    /// A date beside the server's own: no wait, or an hour.
    DateNow,
    DateLater,
    /// A date without the server's own.
    PastDate,
    FarDate,
    Long,
    Huge,
    Negative,
    Nonsense,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Garbage {
    NoHttp,
    NoStatus,
    BrokenHeader,
    LongHead,
    TwoLengths,
    NegativeLength,
    NoChunk,
    NoGzip,
}

const FRAMES: [Frame; 5] = if cfg!(feature = "gzip") {
    [Frame::Length, Frame::Chunks, Frame::Close, Frame::GzipLength, Frame::GzipChunks]
} else {
    [Frame::Length, Frame::Chunks, Frame::Close, Frame::Length, Frame::Chunks]
};

const WHENS: [When; 13] = [
    When::Nothing,
    When::Zero,
    When::Fraction,
    When::Milliseconds,
    When::MillisecondsFirst,
    When::DateNow,
    When::DateLater,
    When::PastDate,
    When::FarDate,
    When::Long,
    When::Huge,
    When::Negative,
    When::Nonsense,
];

const GARBAGE: [Garbage; 8] = [
    Garbage::NoHttp,
    Garbage::NoStatus,
    Garbage::BrokenHeader,
    Garbage::LongHead,
    Garbage::TwoLengths,
    Garbage::NegativeLength,
    Garbage::NoChunk,
    Garbage::NoGzip,
];

/// What is asked with a call, and what the server does then.
pub(super) struct Plan {
    pub(super) ask: Ask,
    seed: u64,
}

impl Plan {
    pub(super) fn new(seed: u64, call: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ call.wrapping_mul(0xa076_1d64_78bd_642f));
        Self { ask: random.of(&Ask::ALL), seed: random.next() }
    }

    /// What becomes of an attempt, counted from nought.
    pub(super) fn fault(&self, attempt: u32) -> Fault {
        let mut random = Random(self.seed ^ u64::from(attempt).wrapping_mul(0x9e6c_63d0_76cc_4765));
        let frame = random.of(&FRAMES);
        match random.below(100) {
            0..30 => Fault::Right(frame, After::Stays),
            30..36 => Fault::Right(frame, After::Closes),
            36..41 => Fault::Drips(frame),
            41..46 => Fault::Drop,
            46..50 => Fault::Reset,
            50..53 => Fault::Stall,
            53..56 => Fault::StallsWithin(frame),
            56..57 => Fault::NeverEnds,
            57..65 => Fault::CutOff(frame),
            65..69 => Fault::ResetWithin(if frame == Frame::Close { Frame::Length } else { frame }),
            69..71 if cfg!(feature = "gzip") => Fault::CutGzip,
            69..86 => Fault::Busy(random.of(&[429, 503]), random.of(&WHENS)),
            86..94 => match random.of(&GARBAGE) {
                Garbage::NoGzip if !cfg!(feature = "gzip") => Fault::Garbage(Garbage::NoChunk),
                garbage => Fault::Garbage(garbage),
            },
            94..97 => Fault::ShortLength,
            _ => Fault::Unasked,
        }
    }
}

impl Fault {
    /// How an attempt ends that meets it.
    pub(super) fn class(self) -> Class {
        match self {
            Self::Right(..) | Self::Drips(_) | Self::Unasked => Class::Value,
            Self::Drop | Self::Reset | Self::ResetWithin(_) => Class::Io,
            Self::Stall | Self::StallsWithin(_) | Self::NeverEnds => Class::Timeout,
            // Nobody can know but by the value.
            Self::CutOff(Frame::Close) => Class::Unreadable,
            Self::CutOff(_) => Class::Io,
            Self::CutGzip => Class::Protocol,
            Self::Busy(status, _) => Class::Status(status),
            Self::Garbage(_) => Class::Protocol,
            Self::ShortLength => Class::Unreadable,
        }
    }

    /// How an attempt ends that meets it, up to where a stream begins, and whether or not the value can be read.
    pub(super) fn class_of_attempt(self, ask: Ask) -> Class {
        let is_before_body = match self {
            Self::Drop | Self::Reset | Self::Stall | Self::Busy(..) => true,
            Self::Garbage(garbage) => !matches!(garbage, Garbage::NoChunk | Garbage::NoGzip),
            _ => false,
        };
        match self.class() {
            Class::Unreadable => Class::Value,
            _ if ask.is_stream() && !is_before_body => Class::Value,
            class => class,
        }
    }

    /// Whether the server asks to wait for longer than anybody does.
    pub(super) fn asks_too_much(self) -> bool {
        matches!(self, Self::Busy(_, When::DateLater | When::FarDate | When::Long | When::Huge))
    }
}
