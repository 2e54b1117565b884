//! Dates, and date-times with their time zone.

use crate::{
    text::{byte_at, ok},
    violation::Violation,
};

const DATE: &str = "expected a date such as 2026-01-31";
const DATE_TIME: &str = "expected a date-time such as 2026-01-31T09:30:00Z";

/// Whether `text` is a `full-date` (RFC 3339, section 5.6).
pub(crate) const fn check_date(text: &str) -> Result<(), Violation> {
    ok!(check_day(text, DATE));
    if text.len() > 10 {
        return Err(Violation::at(text, 10, DATE));
    }
    Ok(())
}

/// Whether `text` is a `date-time` (RFC 3339, section 5.6).
///
/// `T` and `Z` may be lower case. A space instead of `T`, which the section allows applications to agree on, is refused.
/// Second 60 is a leap second, so it is valid only before midnight in UTC (section 5.7).
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    ok!(check_day(text, DATE_TIME));
    let bytes = text.as_bytes();
    match byte_at(bytes, 10) {
        None => return Err(Violation::of_whole("missing time: write it after the date, as in 2026-01-31T09:30:00Z")),
        Some(b'T' | b't') => {}
        Some(b' ') => return Err(Violation::at(text, 10, "separate date and time with `T`")),
        Some(_) => return Err(Violation::at(text, 10, DATE_TIME)),
    }
    let hour = ok!(number(text, 11, 2, DATE_TIME));
    ok!(expect(text, 13, b':', DATE_TIME));
    let minute = ok!(number(text, 14, 2, DATE_TIME));
    ok!(expect(text, 16, b':', DATE_TIME));
    let second = ok!(number(text, 17, 2, DATE_TIME));
    ok!(check_clock(text, 11, hour, minute));
    if second > 60 {
        return Err(Violation::at(text, 17, "seconds must be 00 to 59"));
    }

    let mut zone = 19;
    if zone < bytes.len() && bytes[zone] == b'.' {
        zone += 1;
        while zone < bytes.len() && bytes[zone].is_ascii_digit() {
            zone += 1;
        }
        if zone == 20 {
            return Err(if zone == bytes.len() {
                Violation::of_whole(DATE_TIME)
            } else {
                Violation::at(text, zone, "expected a digit after the dot")
            });
        }
    }
    // Minutes of the day in UTC, with a day added so that no offset makes them negative.
    let mut minutes = 24 * 60 + hour * 60 + minute;
    let end = match byte_at(bytes, zone) {
        None => return Err(Violation::of_whole("missing time zone: end with `Z` or an offset such as `+02:00`")),
        Some(b'Z' | b'z') => zone + 1,
        Some(sign @ (b'+' | b'-')) => {
            let hour = ok!(number(text, zone + 1, 2, DATE_TIME));
            ok!(expect(text, zone + 3, b':', DATE_TIME));
            let minute = ok!(number(text, zone + 4, 2, DATE_TIME));
            ok!(check_clock(text, zone + 1, hour, minute));
            let offset = hour * 60 + minute;
            minutes = if sign == b'+' { minutes - offset } else { minutes + offset };
            zone + 6
        }
        Some(_) => return Err(Violation::at(text, zone, DATE_TIME)),
    };
    if end < bytes.len() {
        return Err(Violation::at(text, end, DATE_TIME));
    }
    if second == 60 && minutes % (24 * 60) != 24 * 60 - 1 {
        return Err(Violation::at(text, 17, "a leap second is possible only at 23:59:60 UTC"));
    }
    Ok(())
}

/// Whether `text` begins with a valid calendar day; `form` is the message if the form is wrong.
const fn check_day(text: &str, form: &'static str) -> Result<(), Violation> {
    let year = ok!(number(text, 0, 4, form));
    ok!(expect(text, 4, b'-', form));
    let month = ok!(number(text, 5, 2, form));
    ok!(expect(text, 7, b'-', form));
    let day = ok!(number(text, 8, 2, form));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        // RFC 3339, appendix C.
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => return Err(Violation::at(text, 5, "months must be 01 to 12")),
    };
    if day == 0 || day > days {
        return Err(Violation::at(text, 8, "this month has no such day"));
    }
    Ok(())
}

/// Whether this is a valid hour and minute; the hour is at byte `at`.
const fn check_clock(text: &str, at: usize, hour: u32, minute: u32) -> Result<(), Violation> {
    if hour > 23 {
        return Err(Violation::at(text, at, "hours must be 00 to 23"));
    }
    if minute > 59 {
        return Err(Violation::at(text, at + 3, "minutes must be 00 to 59"));
    }
    Ok(())
}

/// The number in `count` digits at byte `at`.
const fn number(text: &str, at: usize, count: usize, form: &'static str) -> Result<u32, Violation> {
    let bytes = text.as_bytes();
    let mut value = 0;
    let mut next = at;
    while next < at + count {
        match byte_at(bytes, next) {
            Some(digit @ b'0'..=b'9') => value = value * 10 + (digit - b'0') as u32,
            Some(_) => return Err(Violation::at(text, next, form)),
            None => return Err(Violation::of_whole(form)),
        }
        next += 1;
    }
    Ok(value)
}

/// Whether `text` has `byte` at byte `at`.
const fn expect(text: &str, at: usize, byte: u8, form: &'static str) -> Result<(), Violation> {
    match byte_at(text.as_bytes(), at) {
        Some(found) if found == byte => Ok(()),
        Some(_) => Err(Violation::at(text, at, form)),
        None => Err(Violation::of_whole(form)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DATE, DATE_TIME};
    use crate::{
        Format::{Date, DateTime},
        testing::{assert_accepts, assert_refuses},
    };

    #[test]
    fn accepts() {
        assert_accepts(Date, &["2024-01-31", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"]);
        assert_accepts(
            DateTime,
            &[
                "2124-01-01T00:00:00Z",
                "1985-04-12t23:20:50.52z",
                "1996-12-19T16:39:57-08:00",
                "1990-12-31T23:59:60Z",
                "1990-12-31T15:59:60-08:00",
                "1991-01-01T01:59:60.5+02:00",
                "2024-01-01T00:00:00.123456789012-00:00",
            ],
        );
    }

    #[test]
    fn refuses_days() {
        assert_refuses(
            Date,
            &[
                ("", None, DATE),
                ("2024-1-1", Some(6), DATE),
                ("2024-01-1", None, DATE),
                ("01.02.2024", Some(2), DATE),
                ("2024/01/01", Some(4), DATE),
                ("2024-01-01T00:00:00Z", Some(10), DATE),
                ("2024-01-01é", Some(10), DATE),
                ("2024-13-01", Some(5), "months must be 01 to 12"),
                ("2024-00-01", Some(5), "months must be 01 to 12"),
                ("2023-02-29", Some(8), "this month has no such day"),
                ("1900-02-29", Some(8), "this month has no such day"),
                ("2024-04-31", Some(8), "this month has no such day"),
                ("2024-04-00", Some(8), "this month has no such day"),
            ],
        );
    }

    #[test]
    fn refuses_date_times() {
        assert_refuses(
            DateTime,
            &[
                ("", None, DATE_TIME),
                ("now", Some(0), DATE_TIME),
                ("2024-01-01", None, "missing time: write it after the date, as in 2026-01-31T09:30:00Z"),
                ("2024-01-01 00:00:00Z", Some(10), "separate date and time with `T`"),
                ("2024-01-01_00:00:00Z", Some(10), DATE_TIME),
                ("2024-01-01T00:00Z", Some(16), DATE_TIME),
                ("2024-01-01T00:00", None, DATE_TIME),
                ("2024-01-01T00:00:00", None, "missing time zone: end with `Z` or an offset such as `+02:00`"),
                ("2024-01-01T24:00:00Z", Some(11), "hours must be 00 to 23"),
                ("2024-01-01T00:60:00Z", Some(14), "minutes must be 00 to 59"),
                ("2024-01-01T00:00:61Z", Some(17), "seconds must be 00 to 59"),
                ("2024-01-01T00:00:60Z", Some(17), "a leap second is possible only at 23:59:60 UTC"),
                ("1990-12-31T23:59:60+01:00", Some(17), "a leap second is possible only at 23:59:60 UTC"),
                ("2024-01-01T00:00:00.Z", Some(20), "expected a digit after the dot"),
                ("2024-01-01T00:00:00.", None, DATE_TIME),
                ("2024-01-01T00:00:00+0200", Some(22), DATE_TIME),
                ("2024-01-01T00:00:00+24:00", Some(20), "hours must be 00 to 23"),
                ("2024-01-01T00:00:00+00:60", Some(23), "minutes must be 00 to 59"),
                ("2024-01-01T00:00:00 CET", Some(19), DATE_TIME),
                ("2024-01-01T00:00:00Zz", Some(20), DATE_TIME),
                ("2023-02-29T00:00:00Z", Some(8), "this month has no such day"),
            ],
        );
    }

    proptest! {
        #[test]
        fn every_date_time_is_accepted(
            text in "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\
                     (\\.[0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])",
        ) {
            prop_assert_eq!(DateTime.check(&text), Ok(()));
            prop_assert_eq!(Date.check(&text[..10]), Ok(()));
        }
    }
}
