//! `zfs list -t snapshot -Hp -o name,creation,used`: a line per snapshot, parted by tabs. Also without `-H`, in columns under
//! their names, and without `-p`, with times of the machine's clock and sizes that are rounded. A snapshot is there at once.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::time::{When, read_or_epoch};
use crate::units::Bytes;

/// What no list of ZFS says.
const SAME_POOL: &str = "A ZFS snapshot lies on the pool that it protects: it is lost with the pool.";
/// What a list for people says of sizes.
const ROUNDED: &str = "Sizes are rounded in this list: `zfs list -p` prints them exactly.";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Creation,
    Used,
    Other,
}

/// What the columns hold, from left to right.
#[derive(Debug)]
pub(in crate::import) struct Columns(Vec<Column>);

impl Columns {
    /// The columns that a line names, or those of the command above where a line is one of its snapshots.
    pub(in crate::import) fn of(line: &str) -> Option<Columns> {
        let column = |name: &str| match name {
            "NAME" => Column::Name,
            "CREATION" => Column::Creation,
            "USED" => Column::Used,
            _ => Column::Other,
        };
        let named: Vec<Column> = line.split_whitespace().map(column).collect();
        if named.first() == Some(&Column::Name) && named.contains(&Column::Creation) {
            return Some(Columns(named));
        }
        let mut fields = line.split('\t');
        let (name, creation) = (fields.next()?, fields.next()?);
        let made = name.contains('@') && !line.contains('"') && is_time(creation);
        made.then(|| Columns(vec![Column::Name, Column::Creation, Column::Used]))
    }

    /// The fields of a line, in their order.
    fn fields<'a>(&self, line: &'a str) -> Vec<(Column, &'a str)> {
        if line.contains('\t') {
            return self.0.iter().copied().zip(line.split('\t').map(str::trim)).collect();
        }
        // From the right: a name may hold spaces, a time for people is five words.
        let mut rest = line.trim();
        let mut fields = Vec::new();
        for column in self.0.iter().rev() {
            let before = match column {
                Column::Name => "",
                Column::Creation if !is_number(last_word(rest).1) => {
                    (0..5).fold(rest, |rest, _| last_word(rest).0)
                }
                _ => last_word(rest).0,
            };
            fields.push((*column, rest.get(before.len()..).unwrap_or_default().trim()));
            rest = before;
        }
        fields
    }
}

/// The last word, and what stands before it.
fn last_word(text: &str) -> (&str, &str) {
    text.trim_end().rsplit_once(' ').unwrap_or(("", text))
}

fn is_number(text: &str) -> bool {
    text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_time(text: &str) -> bool {
    is_number(text) || matches!(read_or_epoch(text), When::Local(_))
}

pub(in crate::import) fn read(line: &str, columns: &Columns, basket: &mut Basket) {
    if line.split_whitespace().next() == Some("NAME") {
        return;
    }
    let fields = columns.fields(line);
    let field = |wanted| fields.iter().find(|(column, _)| *column == wanted).map_or("", |(_, text)| *text);
    let (name, creation, used) = (field(Column::Name), field(Column::Creation), field(Column::Used));
    let Some((dataset, _)) = name.split_once('@') else {
        basket.skip(name, "It is not a snapshot: a snapshot has an @ in its name.");
        return;
    };
    let created = read_or_epoch(creation);
    basket.note(SAME_POOL);
    if used.ends_with(|last: char| last.is_ascii_uppercase()) {
        basket.note(ROUNDED);
    }
    basket.add(Draft {
        id: name,
        group: dataset,
        captured: created.clone(),
        usable: created,
        size: size(bytes(used), SizeKind::Unique),
        ..Draft::default()
    });
}

/// `12345`, or for people `1.50M`, in powers of 1,024.
fn bytes(text: &str) -> Option<Bytes> {
    if let Ok(exact) = text.parse() {
        return Bytes::new(exact);
    }
    let power = u32::try_from("BKMGTPE".find(text.chars().next_back()?)?).ok()?;
    let (whole, part) =
        text.get(..text.len() - 1)?.split_once('.').unwrap_or((text.get(..text.len() - 1)?, ""));
    // In whole numbers: what reads fractions is large, and nothing else in the app needs it.
    let scale = 10_u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let number: u64 = format!("{whole}{part}").parse().ok()?;
    Bytes::new(number.checked_mul(1_024_u64.checked_pow(power)?)? / scale)
}
