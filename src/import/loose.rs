//! Fields as tools write them: a number may come as text, an absent one as `null`. One odd field costs no entry.

use super::time::{self, When};
use crate::units::Bytes;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Text; a number or a truth as it is written; empty for anything else. Not copied unless it holds escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word<'a>(pub(super) Cow<'a, str>);

impl Word<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is this word, in large or small letters.
    pub(super) fn is(&self, word: &str) -> bool {
        self.0.eq_ignore_ascii_case(word)
    }
}

impl std::ops::Deref for Word<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A whole number from 0 on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count(pub(super) Option<u64>);

impl Count {
    /// As bytes; `None` beyond 10^18.
    pub(super) fn bytes(self) -> Option<Bytes> {
        self.0.and_then(Bytes::new)
    }

    /// As GiB.
    pub(super) fn gibibytes(self) -> Option<Bytes> {
        self.0.and_then(|gib| gib.checked_mul(1 << 30)).and_then(Bytes::new)
    }

    pub(super) fn is_positive(self) -> bool {
        self.0.is_some_and(|count| count > 0)
    }
}

/// What a value comes to, whatever it is.
trait Loose<'de>: Default {
    fn text(text: Cow<'de, str>) -> Self;
    fn whole(value: i128) -> Self;
    fn float(value: f64) -> Self;
}

impl<'de> Loose<'de> for Word<'de> {
    fn text(text: Cow<'de, str>) -> Self {
        Word(text)
    }

    fn whole(value: i128) -> Self {
        Word(Cow::Owned(value.to_string()))
    }

    fn float(value: f64) -> Self {
        Word(Cow::Owned(value.to_string()))
    }
}

impl<'de> Loose<'de> for Count {
    fn text(text: Cow<'de, str>) -> Self {
        Count(text.trim().parse().ok())
    }

    fn whole(value: i128) -> Self {
        Count(u64::try_from(value).ok())
    }

    fn float(value: f64) -> Self {
        // Above 2^53 a float has lost digits: no number is better than a wrong one.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the range")]
        let whole = (0.0..=EXACT).contains(&value).then_some(value as u64);
        Count(whole)
    }
}

impl<'de> Loose<'de> for When {
    fn text(text: Cow<'de, str>) -> Self {
        time::read_or_epoch(&text)
    }

    fn whole(value: i128) -> Self {
        i64::try_from(value).map_or_else(|_| When::Unreadable(value.to_string()), When::epoch)
    }

    fn float(value: f64) -> Self {
        const FAR: f64 = 1e15;
        #[expect(clippy::cast_possible_truncation, reason = "within the range")]
        let seconds = (-FAR..FAR).contains(&value).then_some(value.floor() as i64);
        seconds.map_or_else(|| When::Unreadable(value.to_string()), When::epoch)
    }
}

struct Any<T>(std::marker::PhantomData<T>);

impl<'de, T: Loose<'de>> Visitor<'de> for Any<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_bool<E>(self, value: bool) -> Result<T, E> {
        Ok(T::text(Cow::Borrowed(if value { "true" } else { "false" })))
    }

    fn visit_u64<E>(self, value: u64) -> Result<T, E> {
        Ok(T::whole(i128::from(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<T, E> {
        Ok(T::whole(i128::from(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<T, E> {
        Ok(T::float(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<T, E> {
        Ok(T::text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<T, E> {
        Ok(T::text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(T::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(T::default())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Word<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Any::<Word<'de>>(std::marker::PhantomData))
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Any(std::marker::PhantomData))
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Any(std::marker::PhantomData))
    }
}

/// The names at the top of an object, and the value of `kind` if it is text: what tools are told apart by.
#[derive(Debug, Default)]
pub(super) struct Keys<'a> {
    names: Vec<Cow<'a, str>>,
    pub(super) kind: Cow<'a, str>,
}

impl Keys<'_> {
    /// Whether all these names are there.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.names.iter().any(|own| own == name))
    }
}

impl<'de> Deserialize<'de> for Keys<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Keys<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys<'de>, A::Error> {
                const MOST: usize = 500;
                let mut keys = Keys::default();
                while let Some(Word(name)) = map.next_key::<Word<'de>>()? {
                    if name == "kind" {
                        keys.kind = map.next_value::<Word<'de>>()?.0;
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                    if keys.names.len() >= MOST {
                        return Err(A::Error::custom("too many names"));
                    }
                    keys.names.push(name);
                }
                Ok(keys)
            }
        }
        from.deserialize_map(Names)
    }
}
