//! What a change does to the space that copies take, and to its price.

use crate::assess::derivation::Derivation;
use crate::assess::keeping::kept;
use crate::system::{Component, Setup};
use crate::units::{Bytes, Moment, Money, Text};

/// What the copies of the components that a change is about take, before it and after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stored {
    /// Bytes kept on average in the coming year; `None` where one of the two is not known.
    pub bytes: Option<(Bytes, Bytes)>,
    /// What the coming month of storage costs; `None` where one of the two is not known.
    pub a_month: Option<(Money, Money)>,
}

/// Bytes kept on average in the coming year, and what the coming month of them costs; `None` where one protection's are not
/// known.
pub(super) type Takes = (Option<Bytes>, Option<Money>);

impl Stored {
    pub(super) fn between(before: Takes, after: Takes) -> Stored {
        Stored { bytes: before.0.zip(after.0), a_month: before.1.zip(after.1) }
    }

    /// Both with and without the change, as far as they are known.
    pub(super) fn explain(&self, why: &mut Derivation, currency: &str) {
        if let Some((before, after)) = self.bytes {
            why.figure("Kept on average, before", before);
            why.sum(Text::from("Kept on average, with it"), after);
        }
        if let Some((before, after)) = self.a_month {
            why.figure("A month of storage, before", before.with_currency(currency));
            why.sum(Text::from("A month of storage, with it"), after.with_currency(currency));
        } else {
            why.because(
                "What it costs is not known: give sizes, changes and the price of storage to see it.",
            );
        }
    }
}

/// What all protections of these components take together.
pub(super) fn takes<'a>(
    components: impl IntoIterator<Item = &'a Component>,
    setup: &Setup,
    now: Moment,
) -> Takes {
    let (mut bytes, mut money) = (Some(0_u64), Some(0_u64));
    for component in components {
        let all = component.protections.known().map(Vec::as_slice).unwrap_or_default();
        for protection in all.iter().filter(|p| p.kind.keeps_data()) {
            let amount = kept(component, protection, setup, now).amount.filter(|amount| !amount.forever);
            bytes = bytes.zip(amount).and_then(|(sum, amount)| sum.checked_add(amount.mean.count()));
            let month = amount.and_then(|amount| amount.a_month);
            money = money.zip(month).and_then(|(sum, month)| sum.checked_add(month.hundredths()));
        }
    }
    (bytes.and_then(Bytes::new), money.and_then(Money::from_hundredths))
}
