//! scratch
use holdfast::desk::{Ask, ZoneRules, page};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let file = std::fs::read_to_string(&args[1]).unwrap();
    let berlin = ZoneRules { first: 3600, changes: vec![(1_743_296_400,7200),(1_761_440_400,3600),(1_774_746_000,7200),(1_792_890_000,3600),(1_806_195_600,7200),(1_824_944_400,3600)] };
    let now = chrono::NaiveDate::from_ymd_opt(2026,11,21).unwrap().and_hms_opt(9,30,0).unwrap();
    let ask = Ask { page: args[2].clone(), heading: "page-title".into(), now: holdfast::units::Moment::from_civil(now).seconds(), here: "Europe/Berlin".into(), zones: [("Europe/Berlin".to_owned(), berlin)].into(), ..Ask::default() };
    let t = std::time::Instant::now();
    let shown = page(&file, &ask);
    eprintln!("{} bytes in {:?}", shown.html.len(), t.elapsed());
    let style = |n: &str| std::fs::read_to_string(format!("style/{n}.css")).unwrap();
    let css: String = ["reset","tokens","base","layout","parts","chart","live","print"].iter().map(|n| style(n)).collect();
    let sprite = holdfast::view::sprite().into_string();
    println!("<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'><style>@layer reset,tokens,base,layout,parts,print;\n{css}</style></head><body>{sprite}<main id=main class='wrap'>{}</main></body></html>", shown.html.replace("later/live.css","data:,"));
}
