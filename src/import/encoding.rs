use super::ImportError;
use std::borrow::Cow;

/// Turns the bytes of a file into UTF-8, slice by slice: PowerShell writes what is redirected in UTF-16.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    form: Option<Form>,
    /// Bytes that are too few to tell, and half letters.
    left: Vec<u8>,
    /// The first half of a letter beyond the 65,536 first.
    high: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Utf8,
    Utf16 { big: bool },
}

/// The longest mark by which files are told apart.
const MARK: usize = 4;

impl Decoder {
    /// The next slice in UTF-8, as far as it can be told. What is not UTF-8 is passed on as it is: see [`text`].
    pub(super) fn feed<'a>(&mut self, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, ImportError> {
        let form = match self.form {
            Some(form) => form,
            None => {
                self.left.extend_from_slice(bytes);
                if self.left.len() < MARK {
                    return Ok(Cow::Borrowed(&[]));
                }
                return self.begin().map(Cow::Owned);
            }
        };
        Ok(match form {
            Form::Utf8 => Cow::Borrowed(bytes),
            Form::Utf16 { big } => Cow::Owned(self.wide(bytes, big)),
        })
    }

    /// What was held back.
    pub(super) fn finish(&mut self) -> Result<Vec<u8>, ImportError> {
        if self.form.is_none() {
            return self.begin();
        }
        let half = !self.left.is_empty() || self.high.is_some();
        Ok(if half { "\u{fffd}".as_bytes().to_vec() } else { Vec::new() })
    }

    fn begin(&mut self) -> Result<Vec<u8>, ImportError> {
        let start = std::mem::take(&mut self.left);
        let (form, rest) = match start.as_slice() {
            [0xef, 0xbb, 0xbf, rest @ ..] => (Form::Utf8, rest),
            [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
                return Err(ImportError::NotText {
                    what: "a text in UTF-32",
                    next: "Save it again with the encoding UTF-8.",
                });
            }
            [0xff, 0xfe, rest @ ..] => (Form::Utf16 { big: false }, rest),
            [0xfe, 0xff, rest @ ..] => (Form::Utf16 { big: true }, rest),
            // Without a mark: outputs begin with a bracket, a letter or a space, so its other half is 0.
            [1..=127, 0, 1..=127, 0, ..] => (Form::Utf16 { big: false }, start.as_slice()),
            [0, 1..=127, 0, 1..=127, ..] => (Form::Utf16 { big: true }, start.as_slice()),
            other => match foreign(other) {
                Some((what, next)) => return Err(ImportError::NotText { what, next }),
                None => (Form::Utf8, start.as_slice()),
            },
        };
        self.form = Some(form);
        Ok(match form {
            Form::Utf8 => rest.to_vec(),
            Form::Utf16 { big } => self.wide(rest, big),
        })
    }

    fn wide(&mut self, bytes: &[u8], big: bool) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len() / 2 + 4);
        let mut letter = [0; 4];
        for byte in bytes {
            let Some(first) = self.left.pop() else {
                self.left.push(*byte);
                continue;
            };
            let unit =
                if big { u16::from_be_bytes([first, *byte]) } else { u16::from_le_bytes([first, *byte]) };
            let units: Vec<u16> = match (self.high.take(), unit) {
                (None, 0xd800..=0xdbff) => {
                    self.high = Some(unit);
                    continue;
                }
                (None, 0..=0x7f) => {
                    out.extend(u8::try_from(unit));
                    continue;
                }
                (None, unit) => vec![unit],
                (Some(high), unit) => vec![high, unit],
            };
            for read in char::decode_utf16(units) {
                let read = read.unwrap_or(char::REPLACEMENT_CHARACTER);
                out.extend_from_slice(read.encode_utf8(&mut letter).as_bytes());
            }
        }
        out
    }
}

/// Files that are not text, by how they begin.
fn foreign(start: &[u8]) -> Option<(&'static str, &'static str)> {
    const UNPACK: &str = "Unpack it and choose the file inside.";
    const PRINT: &str = "Choose what the tool prints as JSON.";
    match start {
        [b'P', b'K', 3 | 5, ..] => Some(("a zip archive or a spreadsheet", UNPACK)),
        [0x1f, 0x8b, ..] => Some(("a gzip archive", UNPACK)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(("a zstd archive", UNPACK)),
        [b'%', b'P', b'D', b'F', ..] => Some(("a PDF", PRINT)),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => Some(("a picture", PRINT)),
        other if other.iter().take(MARK).any(|byte| *byte == 0) => Some(("not text", PRINT)),
        _ => None,
    }
}

/// Bytes as text: what is not UTF-8 is read as Latin-1, in which every byte is a letter, so that names that differ stay
/// different.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().copied().map(char::from).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], slice: usize) -> Result<String, ImportError> {
        let mut decoder = Decoder::default();
        let mut all = Vec::new();
        for part in bytes.chunks(slice) {
            all.extend_from_slice(&decoder.feed(part)?);
        }
        all.extend(decoder.finish()?);
        Ok(text(&all).into_owned())
    }

    #[test]
    fn every_form_in_slices_of_every_length() {
        let said = "[{\"a\": \"Größe 𝄞\"}]";
        let little: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = said.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for bytes in [
            said.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", said.as_bytes()),
            marked(b"\xff\xfe", &little),
            marked(b"\xfe\xff", &big),
            little,
            big,
        ] {
            for slice in 1..9 {
                assert_eq!(decoded(&bytes, slice).unwrap(), said, "{slice}: {bytes:?}");
            }
        }
        assert_eq!(decoded(b"[\"Gr\xf6\xdfe\"]", 3).unwrap(), "[\"Größe\"]");
        assert_eq!(decoded(b"[]", 1).unwrap(), "[]");
        assert_eq!(decoded(b"", 1).unwrap(), "");
        assert_eq!(decoded(b"\xff\xfe[\0x", 1).unwrap(), "[\u{fffd}");
    }

    #[test]
    fn what_is_not_text_is_named() {
        for bytes in
            [&b"PK\x03\x04...."[..], b"\x1f\x8b\x08\x00", b"%PDF-1.4", b"\x00\x01\x02\x03", b"\xff\xfe\0\0"]
        {
            assert!(matches!(decoded(bytes, 2), Err(ImportError::NotText { .. })), "{bytes:?}");
        }
    }
}
