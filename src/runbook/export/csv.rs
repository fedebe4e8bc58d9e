use super::sheet::Sheet;

/// The steps as comma-separated values (RFC 4180): a line of names, then one for each step, lines ending in CR LF, times in seconds.
///
/// A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(sheet: &Sheet) -> String {
    const HEAD: [&str; 13] = [
        "number",
        "phase",
        "component",
        "does",
        "detail",
        "owner",
        "deputy",
        "reach",
        "starts_s",
        "takes_s",
        "command",
        "works_when",
        "way_back",
    ];
    let mut out = HEAD.join(",");
    out.push_str("\r\n");
    for line in &sheet.lines {
        let ways = line.ways.join("; ");
        let texts =
            [line.phase.name(), &line.component, &line.does, &line.detail, &line.owner, &line.deputy, &ways];
        let mut cells = vec![line.number.to_string()];
        cells.extend(texts.map(cell));
        cells.push(line.starts.seconds().to_string());
        cells.push(line.takes.map(|time| time.seconds().to_string()).unwrap_or_default());
        cells.extend([&line.command, &line.works_when, &line.way_back].map(|text| cell(text)));
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A text as a cell.
fn cell(text: &str) -> String {
    // What starts a formula in one spreadsheet or another, also behind blanks and in its wide form.
    let starts_formula = |c: char| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '%' | '＝' | '＋' | '－' | '＠')
    };
    let guarded = if text.trim_start().starts_with(starts_formula) || text.starts_with(starts_formula) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains([',', '"', '\r', '\n', ';', '\''])
        || guarded.starts_with(' ')
        || guarded.ends_with(' ')
    {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
