use std::cmp::Ordering;

/// Sorting of short lists with one copy of the sort for all types: the standard library's own is written out again for every
/// type and key, which was an eighth of the desk. Stable. Long lists (imported points, runs of years) are better off with the
/// standard library's: this one looks every element up by its place.
pub trait Arrange<T> {
    /// Puts the elements in the order of a key.
    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);

    /// Puts the elements in the order of a comparison, which has to be a total one.
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
}

impl<T> Arrange<T> for [T] {
    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }

    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let mut order = order(self.len(), &|a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        follow(&mut order, &mut |a, b| self.swap(a, b));
    }
}

/// Collecting into a set or a map one by one: `collect` sorts first, and the sort is written out again for every type.
pub trait Gather: Iterator + Sized {
    /// All of them.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut all = C::default();
        all.extend(self);
        all
    }
}

impl<I: Iterator> Gather for I {}

/// Which place each element comes from.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Moves the elements there, ring by ring: each is swapped once.
fn follow(order: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)) {
            if from == at || from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut state = 7_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state >> 33
        };
        for len in (0..40).chain([200]) {
            for spread in [2, 10, 1_000] {
                let list: Vec<(u64, usize)> = (0..len).map(|at| (random() % spread, at)).collect();
                let (mut ours, mut theirs) = (list.clone(), list.clone());
                ours.arrange_by_key(|(key, _)| *key);
                theirs.sort_by_key(|(key, _)| *key);
                assert_eq!(ours, theirs, "{list:?}");
                ours.arrange_by(|a, b| b.cmp(a));
                theirs.sort_by(|a, b| b.cmp(a));
                assert_eq!(ours, theirs);
            }
        }
    }
}
