use holdfast::answers::{Status, asked, status};
use holdfast::save::{APP, open, to_file};

const EXAMPLE: &str = include_str!("../../examples/shop.holdfast.json");

#[test]
fn the_example_opens_and_is_saved_as_it_was() {
    let answers = open(EXAMPLE.as_bytes()).unwrap();
    // Only the program's version may move on.
    let expected = EXAMPLE.replace(r#""app": "0.1.0""#, &format!(r#""app": "{APP}""#));
    assert_eq!(to_file(&answers), expected);
}

#[test]
fn the_example_answers_every_question_it_is_asked() {
    let answers = open(EXAMPLE.as_bytes()).unwrap();
    assert!(answers.example);
    let of = |wanted: Status| asked(&answers).into_iter().filter(|q| status(&answers, q) == wanted).count();
    assert_eq!(of(Status::Open), 0);
    assert!((3..=4).contains(&of(Status::Unsure)), "a few things nobody knows");
}
