//! Tables of the OpenStack command line, drawn with lines or as CSV: each row becomes what `-f json` prints of it, and is
//! read as that.

use super::csv::fields;
use super::{FORMATS, openstack_cli};
use crate::import::basket::Basket;
use crate::import::loose::Keys;
use crate::import::{ImportError, Tool};
use serde_json::{Map, Value};

/// A table whose columns are known.
#[derive(Debug)]
pub(in crate::import) struct Table {
    columns: Vec<String>,
    drawn: bool,
    /// What a table of fields and values has said so far.
    said: Map<String, Value>,
    /// Whether the line that closes it has come by.
    closed: bool,
}

/// What a list of backups has at least, or its short form, which leaves out the time.
const BACKUPS: [&str; 3] = ["ID", "Status", "Size"];
const CREATED: &str = "Created At";
/// A table about one thing: a name and a value in each line.
const ONE: [[&str; 2]; 2] = [["Field", "Value"], ["Property", "Value"]];

impl Table {
    /// The table whose names of columns stand in this line.
    ///
    /// # Errors
    /// `NoTimes` for a list that leaves them out.
    pub(in crate::import) fn of(line: &str) -> Result<Option<Table>, ImportError> {
        let drawn = line.trim_start().starts_with('|');
        let columns = cells(line, drawn);
        let has = |names: &[&str]| names.iter().all(|name| columns.iter().any(|own| own == name));
        let one = drawn && ONE.iter().any(|names| columns == names);
        let image = has(&["ID", "Name", "Status"]) && !has(&["Size"]);
        if one || (has(&BACKUPS) && has(&[CREATED])) {
            return Ok(Some(Table { columns, drawn, said: Map::new(), closed: !drawn }));
        }
        match (drawn, image) {
            (true, true) => Err(openstack_cli::without_times()),
            (true, false) => Err(ImportError::NoTimes {
                what: "a table drawn with lines, as the OpenStack command line prints it",
                command: Tool::Cinder.command(),
            }),
            (false, _) => Ok(None),
        }
    }

    /// Reads the next line; the basket is made when it is clear whose points they are.
    pub(in crate::import) fn read(&mut self, line: &str, basket: &mut Option<Basket>) {
        let one = self.columns.len() == 2;
        if self.drawn && line.trim_start().starts_with('+') {
            // The first line after the names opens it, the next closes it.
            self.closed = basket.is_some() || !self.said.is_empty();
            let said = std::mem::take(&mut self.said);
            if !said.is_empty() {
                of_one(said, basket);
            }
            return;
        }
        let row = cells(line, self.drawn);
        if row == self.columns {
            return;
        }
        if one {
            self.closed = false;
            if let [name, value] = row.as_slice() {
                self.field(name, value);
            }
            return;
        }
        let basket = basket.get_or_insert_with(|| Basket::new(Tool::Cinder));
        self.closed = !self.drawn;
        if row.len() != self.columns.len() {
            basket.skip(
                row.first().map_or("", String::as_str),
                "This row has not as many cells as the table has columns.",
            );
            return;
        }
        let cells = self.columns.iter().cloned().zip(row.iter().map(|cell| value(cell)));
        let json = Value::Object(cells.collect()).to_string();
        if openstack_cli::read_backup(&json, "", basket).is_err() {
            basket.skip(row.first().map_or("", String::as_str), "It cannot be read.");
        }
    }

    /// Whether the table is whole.
    pub(in crate::import) fn is_closed(&self) -> bool {
        self.closed
    }

    /// A line of a table about one thing. A long value goes on in lines without a name.
    fn field(&mut self, name: &str, text: &str) {
        match self.said.iter_mut().next_back() {
            Some((_, Value::String(before))) if name.is_empty() => before.push_str(text),
            _ => {
                self.said.insert(name.to_owned(), value(text));
            }
        }
    }
}

/// A thing of which every field was said.
fn of_one(mut said: Map<String, Value>, basket: &mut Option<Basket>) {
    if let Some(Value::String(text)) = said.get("properties") {
        let pairs = properties(text);
        said.insert("properties".to_owned(), Value::Object(pairs));
    }
    let json = Value::Object(said).to_string();
    let Ok(keys) = serde_json::from_str::<Keys<'_>>(&json) else { return };
    let known = FORMATS.iter().filter(|format| matches!(format.tool, Tool::Glance | Tool::Cinder));
    let Some(format) = known.into_iter().find(|format| (format.knows)(&keys)) else { return };
    let basket = basket.get_or_insert_with(|| Basket::new(format.tool));
    if (format.read)(&json, "", basket).is_err() {
        basket.skip("", "It cannot be read.");
    }
}

/// `backup_type='daily', instance_uuid='…'`.
fn properties(text: &str) -> Map<String, Value> {
    let pairs = text.split("', ").filter_map(|pair| pair.split_once("='"));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim_end_matches('\'').into())).collect()
}

/// Python writes nothing as `None`.
fn value(cell: &str) -> Value {
    if cell.is_empty() || cell == "None" { Value::Null } else { cell.into() }
}

fn cells(line: &str, drawn: bool) -> Vec<String> {
    if !drawn {
        return fields(line, ',');
    }
    let inside = line.trim().trim_start_matches('|');
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    inside.split('|').map(|cell| cell.trim().to_owned()).collect()
}
