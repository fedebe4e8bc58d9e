//! Documents as they could come to be: random edits through the one door.

use crate::support::nonsense::{component, schedule, setup};
use chrono::NaiveDate;
use holdfast::answers::{Answer, Answers, Change, ComponentKind, Edit, Evidence, Focus, SECTIONS};
use holdfast::catalogue::{AnswerKind, FOLLOW_UPS, QUICK, Question, ids};
use holdfast::system::{Component, Setup};
use holdfast::units::Duration;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

pub(crate) fn day() -> impl Strategy<Value = NaiveDate> {
    (1970..=2199_i32, 1..=366_u32)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day.min(365)).unwrap_or_default())
}

fn answer(question: &'static Question) -> BoxedStrategy<Answer> {
    let options: Vec<String> = question.options.iter().map(|c| c.id.to_owned()).collect();
    let told = match question.kind {
        AnswerKind::Single => select(options).prop_map(Answer::One).boxed(),
        AnswerKind::Multi => {
            let alone = question.exclusive();
            let others: Vec<String> = options.into_iter().filter(|o| Some(o.as_str()) != alone).collect();
            let most = others.len();
            subsequence(others, 1..=most).prop_map(|some| Answer::Many(some.into_iter().collect())).boxed()
        }
        AnswerKind::Duration => {
            (0..=36_525 * 86_400_i64).prop_map(|s| Answer::Duration(Duration::clamped(s))).boxed()
        }
        AnswerKind::Date if question.id == ids::EVENT_DATE => day().prop_map(Answer::Date).boxed(),
        AnswerKind::Date => prop_oneof![day().prop_map(Answer::Date), Just(Answer::Never)].boxed(),
        AnswerKind::Schedule => schedule().prop_map(Answer::Schedule).boxed(),
    };
    if question.unsure { prop_oneof![4 => told, 1 => Just(Answer::Unsure)].boxed() } else { told }
}

/// What an entry may hold: any JSON, for only the desk looks inside.
fn entry() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Of more than 15 digits the last may be read otherwise than it was written.
        any::<i32>().prop_map(|n| Value::from(f64::from(n) / 1_000.0)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inside| {
        prop_oneof![
            proptest::collection::vec(inside.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inside, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// What somebody described.
fn described() -> impl Strategy<Value = Change> {
    let id = select(vec!["database", "database-2", "web-server", "secrets"]);
    let ids = || vec!["database".to_owned(), "web-server".to_owned()];
    let part = id.prop_flat_map(move |id| component(id.to_owned(), ids())).prop_map(|c| Change {
        section: Component::SECTION.to_owned(),
        id: c.id.to_string(),
        text: Some(c.write()),
    });
    let whole = setup().prop_map(|setup| Change {
        section: Setup::SECTION.to_owned(),
        id: Setup::ID.to_owned(),
        text: Some(setup.write()),
    });
    prop_oneof![3 => part, 1 => whole]
}

fn change() -> impl Strategy<Value = Change> {
    // Few ids, so that entries are replaced and removed as well.
    let text = proptest::option::weighted(0.8, entry().prop_map(|says| json!({ "says": says }).to_string()));
    (select(SECTIONS.to_vec()), "[a-d]|[a-z0-9-]{60}", text).prop_map(|(section, id, text)| Change {
        section: section.to_owned(),
        id,
        text,
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let question = select(QUICK.iter().chain(&FOLLOW_UPS).collect::<Vec<_>>());
    let known = select(vec![Evidence::Guessed, Evidence::Told, Evidence::Seen, Evidence::Measured]);
    let part = proptest::option::of(select(ComponentKind::ALL.to_vec()));
    prop_oneof![
        20 => (question.clone(), known).prop_flat_map(|(question, known)| {
            let id = question.id.to_owned();
            answer(question).prop_map(move |answer| Edit::Answer { question: id.clone(), answer, known })
        }),
        2 => question.prop_map(|q| Edit::Clear { question: q.id.to_owned() }),
        2 => proptest::collection::vec(change(), 1..4).prop_map(Edit::Change),
        2 => described().prop_map(|change| Edit::Change(vec![change])),
        1 => "\\PC{0,120}".prop_map(|name| Edit::Rename { name }),
        1 => (part, "\\PC{0,40}").prop_map(|(part, holds)| Edit::Focus(Focus { part, holds })),
    ]
}

/// A document after up to 40 edits, of which some may have been refused.
pub(crate) fn document() -> impl Strategy<Value = Answers> {
    proptest::collection::vec((edit(), day()), 0..40).prop_map(|edits| {
        edits
            .iter()
            .fold(Answers::default(), |answers, (edit, day)| answers.apply(edit, *day).unwrap_or(answers))
    })
}
