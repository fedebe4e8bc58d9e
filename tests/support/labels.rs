//! The texts of a drawing, read back from its markup.

/// A piece of text with its place in a plot of some width.
#[derive(Debug, Clone)]
pub struct Word {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub base: f64,
}

pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// Arial at 13 px, as measured: independent of what the chart itself estimates.
fn wide(text: &str, strong: bool) -> f64 {
    let em = |c: char| match c {
        '0'..='9' => 0.556,
        ' ' | '\u{a0}' | 't' | 'f' | ',' | '.' | ':' | 'I' => 0.278,
        'i' | 'l' | 'j' => 0.222,
        'r' => 0.333,
        'm' | 'M' => 0.833,
        'w' | 'W' => 0.8,
        'A'..='Z' => 0.68,
        '\u{2002}' => 0.5,
        '↑' => 1.0,
        _ => 0.53,
    };
    text.chars().map(em).sum::<f64>() * 13.0 * if strong { 1.07 } else { 1.0 }
}

/// Every text that is shown in a plot of this width.
pub fn words(svg: &str, plot: f64, is_wide: bool) -> Vec<Word> {
    let shown = |class: &str| {
        let has = |word: &str| class.split(' ').any(|c| c == word);
        !(has("wide") && !is_wide || has("narrow") && is_wide)
    };
    let mut words = Vec::new();
    for (at, _) in svg.match_indices("<text") {
        let (tag, rest) = svg[at..].split_once('>').unwrap();
        let inside = rest.split("</text>").next().unwrap();
        let class = attribute(tag, "class").unwrap_or("");
        if !shown(class) {
            continue;
        }
        let mut text = String::new();
        let mut long = 0.0;
        if inside.contains("<tspan") {
            for run in inside.split("<tspan").skip(1) {
                let (tag, run) = run.split_once('>').unwrap();
                let run_class = attribute(tag, "class").unwrap_or("");
                let run = run.split('<').next().unwrap();
                if shown(run_class) {
                    text.push_str(run);
                    long += wide(run, run_class.contains("strong"));
                }
            }
        } else {
            text.push_str(inside);
            long = wide(inside, class.contains("strong"));
        }
        let number =
            |name| attribute(tag, name).map_or(0.0, |v| v.trim_end_matches('%').parse::<f64>().unwrap());
        let x = number("x") / 100.0 * plot + number("dx");
        let left = if class.contains("end") {
            x - long
        } else if class.contains("mid") {
            x - long / 2.0
        } else {
            x
        };
        words.push(Word { text, left, right: left + long, base: number("y") });
    }
    words
}
