use crate::answers::{Answers, SECTIONS};
use crate::catalogue;
use serde_json::{Map, Value, json};

/// The word that marks a file as ours.
pub const FORMAT: &str = "holdfast";
/// The version of the file format, counted up when older programs could no longer read a file rightly.
pub const SCHEMA: u64 = 1;
/// The version of the program, as it is written into files.
pub const APP: &str = env!("CARGO_PKG_VERSION");

/// The document as a file: JSON with sorted names, two spaces of indent and a line end; each entry of a section stands on
/// one line. The same document gives the same bytes.
pub fn to_file(answers: &Answers) -> String {
    written(answers, true) + "\n"
}

/// The document as the text of `<script type="application/json" id="holdfast-document">`: JSON on one line in which
/// nothing can end the element or begin markup.
pub fn island(answers: &Answers) -> String {
    let json = written(answers, false);
    // These characters stand only inside JSON strings, so the escape means the same character.
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text
}

/// The fields of the document in the order of their names. Entries go in as they are, unread; a section without any is
/// left out, as files had it before there were sections.
fn written(answers: &Answers, pretty: bool) -> String {
    let (line, deeper, gap) = if pretty { ("\n  ", "\n    ", " ") } else { ("", "", "") };
    let mut fields = document(answers);
    for section in SECTIONS {
        if answers.entries(section).next().is_some() {
            fields.insert(section.to_owned(), Value::Null);
        }
    }
    let mut text = String::new();
    for (name, value) in fields {
        text.push_str(if text.is_empty() { "{" } else { "," });
        text.push_str(line);
        let mut entries = answers.entries(&name).map(|(_, entry)| entry).peekable();
        if entries.peek().is_none() {
            // A line never breaks inside a JSON string.
            let json = if pretty { format!("{value:#}").replace('\n', line) } else { value.to_string() };
            text.push_str(&format!("{}:{gap}{json}", Value::from(name.as_str())));
            continue;
        }
        text.push_str(&format!("\"{name}\":{gap}"));
        for (n, entry) in entries.enumerate() {
            text.push_str(if n == 0 { "[" } else { "," });
            text.push_str(deeper);
            text.push_str(entry);
        }
        text.push_str(line);
        text.push(']');
    }
    text.push_str(if pretty { "\n}" } else { "}" });
    text
}

/// The name of the document's file: `shop-production.holdfast.json`.
pub fn file_name(answers: &Answers) -> String {
    format!("{}.holdfast.json", slug(&answers.name))
}

/// A name as part of a file name that every system takes: lower-case ASCII letters, digits and single hyphens, 60 at
/// most, never empty.
pub fn slug(name: &str) -> String {
    const MOST: usize = 60;
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        match plain(c) {
            Some(letters) => slug.push_str(letters),
            None if c.is_ascii_alphanumeric() => slug.push(c),
            None if slug.ends_with('-') || slug.is_empty() => {}
            None => slug.push('-'),
        }
        if slug.len() >= MOST {
            break;
        }
    }
    slug.truncate(MOST);
    let slug = slug.trim_end_matches('-');
    match slug {
        "" => "assessment".to_owned(),
        // Windows keeps these names for devices, whatever stands after the dot.
        "con" | "prn" | "aux" | "nul" => format!("{slug}-1"),
        port if port.len() == 4 && (port.starts_with("com") || port.starts_with("lpt")) => {
            format!("{port}-1")
        }
        _ => slug.to_owned(),
    }
}

/// Letters with a mark as the letters people write when they cannot type the mark.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// The document but for its sections. What this version could not read goes back where it stood; what it knows wins.
fn document(answers: &Answers) -> Map<String, Value> {
    let kept = &answers.kept;
    let mut given = kept.answers.clone();
    for (id, answer) in answers.all() {
        let mut fields = kept.beside.get(id).cloned().unwrap_or_default();
        put_all(&mut fields, json!(answer));
        given.insert(id.to_owned(), Value::Object(fields));
    }
    let mut focus = kept.focus.clone();
    put_all(&mut focus, json!(answers.focus));
    let mut document = kept.document.clone();
    put_all(
        &mut document,
        json!({
            "format": FORMAT,
            "schema": SCHEMA,
            "app": APP,
            "catalogue": catalogue::VERSION,
            "name": answers.name,
            "example": answers.example,
            "focus": focus,
            "answers": given,
        }),
    );
    // Without effect unless some crate makes serde_json keep the order of insertion.
    document.values_mut().for_each(Value::sort_all_objects);
    document
}

fn put_all(into: &mut Map<String, Value>, from: Value) {
    if let Value::Object(fields) = from {
        into.extend(fields);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_safe_everywhere() {
        for (name, expected) in [
            ("Shop, production", "shop-production"),
            ("", "assessment"),
            ("../../etc/passwd", "etc-passwd"),
            ("..", "assessment"),
            ("CON", "con-1"),
            ("Com1", "com1-1"),
            ("Müller & Söhne GmbH", "mueller-soehne-gmbh"),
            ("Café\0\u{202e}gpj.exe", "cafe-gpj-exe"),
            ("店", "assessment"),
            ("a<b>:\"|?*\\c", "a-b-c"),
        ] {
            assert_eq!(slug(name), expected, "{name:?}");
        }
        assert!(slug(&"ä".repeat(500)).len() <= 60);
        assert!(!slug(&("x".repeat(59) + " y")).ends_with('-'));
    }
}
