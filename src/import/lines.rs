use super::basket::Basket;
use super::formats::{csv, duplicity, table, zfs};
use super::{ImportError, Imported, Tool, encoding};

/// A file in lines: recognises the format by its first line that has one.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The line that is not yet whole.
    line: Vec<u8>,
    number: usize,
    form: Form,
    basket: Option<Basket>,
}

#[derive(Debug, Default)]
enum Form {
    #[default]
    Unknown,
    Zfs(zfs::Columns),
    Duplicity(duplicity::State),
    Table(table::Table),
    Csv(csv::Columns),
}

/// The longest line, in bytes.
const LONGEST: usize = 1 << 20;
/// Lines in which the format must show itself.
const FIRST: usize = 50;

/// First lines of outputs that leave out the times: words that they hold, what it is, and what to run.
const WITHOUT_TIMES: [(&[&str], &str, Tool); 5] = [
    (&["NAME", "USED", "AVAIL", "REFER"], "a list of ZFS without times", Tool::Zfs),
    (&["ID", "Time", "Host"], "the table of restic", Tool::Restic),
    (&["NAME", "STATUS", "ERRORS", "CREATED"], "the table of Velero", Tool::Velero),
    (&["stanza:"], "the text of pgBackRest", Tool::PgBackRest),
    (&["Archive name:"], "the text of Borg", Tool::Borg),
];

impl Lines {
    pub(super) fn feed(&mut self, mut bytes: &[u8]) -> Result<(), ImportError> {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            let (line, rest) = bytes.split_at(end);
            bytes = rest.get(1..).unwrap_or_default();
            if self.line.is_empty() {
                self.line(line)?;
            } else {
                self.hold(line)?;
                let line = std::mem::take(&mut self.line);
                self.line(&line)?;
            }
        }
        self.hold(bytes)
    }

    pub(super) fn entries(&self) -> usize {
        self.number
    }

    pub(super) fn finish(mut self) -> Result<Imported, ImportError> {
        let line = std::mem::take(&mut self.line);
        self.line(&line)?;
        if let Form::Table(table) = &self.form
            && !table.is_closed()
        {
            return Err(ImportError::CutOff { read: self.number });
        }
        self.basket.map(Basket::finish).ok_or(ImportError::Unknown)
    }

    fn hold(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        if self.line.len() + bytes.len() > LONGEST {
            return Err(ImportError::TooLong { most: LONGEST });
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn line(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        self.number += 1;
        if bytes.len() > LONGEST {
            return Err(ImportError::TooLong { most: LONGEST });
        }
        let text = encoding::text(bytes);
        let line = text.trim_end_matches(['\r', '\n']);
        if line.trim().is_empty() {
            return Ok(());
        }
        if let Form::Unknown = self.form {
            self.form = form(line)?;
        }
        let tool = match &self.form {
            Form::Unknown if self.number >= FIRST => return Err(ImportError::Unknown),
            Form::Unknown => return Ok(()),
            Form::Zfs(_) => Tool::Zfs,
            Form::Duplicity(_) => Tool::Duplicity,
            Form::Csv(_) => Tool::Csv,
            Form::Table(_) => Tool::Cinder,
        };
        if let Form::Table(table) = &mut self.form {
            table.read(line, &mut self.basket);
            return self.basket.as_ref().map_or(Ok(()), Basket::room);
        }
        let basket = self.basket.get_or_insert_with(|| Basket::new(tool));
        match &mut self.form {
            Form::Unknown | Form::Table(_) => {}
            Form::Zfs(columns) => zfs::read(line, columns, basket),
            Form::Duplicity(state) => duplicity::read(line, state, basket),
            Form::Csv(columns) => csv::read(line, self.number, columns, basket),
        }
        basket.room()
    }
}

/// What a line shows, if anything.
fn form(line: &str) -> Result<Form, ImportError> {
    if let Some(columns) = zfs::Columns::of(line) {
        return Ok(Form::Zfs(columns));
    }
    if duplicity::knows(line) {
        return Ok(Form::Duplicity(duplicity::State::default()));
    }
    if let Some(table) = table::Table::of(line)? {
        return Ok(Form::Table(table));
    }
    if let Some(columns) = csv::Columns::of(line) {
        return Ok(Form::Csv(columns));
    }
    let without =
        WITHOUT_TIMES.into_iter().find(|(words, _, _)| words.iter().all(|word| line.contains(word)));
    match without {
        Some((_, what, tool)) => Err(ImportError::NoTimes { what, command: tool.command() }),
        None => Ok(Form::Unknown),
    }
}
