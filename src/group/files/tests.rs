use super::*;

const QUOTAS: &str =
    "feature,value,min,max\ngender,Female,1,2\ngender,Male,1,2\nage,young,0,3\nage,old,1,3\n";
const POOL: &str = "id,name,gender,age,street,town\na,Ann,Female,old,Flat 3 Hill Rd,Leeds\nb,Bo,Male,young,3 hill road,LEEDS\n\
                    c,Cy,male,old,4 Hill Road,Leeds\nd,Di,,Prefer not to say,,\n";

fn sources(pool: &[u8], quotas: &[u8]) -> Sources {
    let file = |name: &str, bytes: &[u8]| File {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    Sources {
        pool: file("people.csv", pool),
        quotas: file("quotas.csv", quotas),
        already: None,
        size: 3,
        homes: None,
    }
}

fn said(sources: &Sources) -> Vec<String> {
    let problems = read(sources).expect_err("something is wrong");
    problems.said.iter().map(ToString::to_string).collect()
}

#[test]
fn quotas_and_people_become_a_question() {
    let reading = read(&sources(POOL.as_bytes(), QUOTAS.as_bytes())).expect("two good files");
    assert_eq!(reading.ids, ["a", "b", "c", "d"]);
    let rules = &reading.question.rules;
    assert_eq!(
        (rules[0].about.as_str(), rules[0].value.as_str()),
        ("gender", "Female")
    );
    assert_eq!(
        rules.iter().map(|rule| rule.members.clone()).collect::<Vec<_>>(),
        [vec![0], vec![1, 2], vec![1], vec![0, 2]],
        "whoever does not say counts for no value"
    );
    assert_eq!((rules[3].least, rules[3].most), (1, 3));
    assert_eq!(
        reading.limits[0],
        Limits { least: 0, most: 3 },
        "nothing is said of how far"
    );
}

#[test]
fn files_as_spreadsheets_save_them_say_the_same() {
    let plain = read(&sources(POOL.as_bytes(), QUOTAS.as_bytes())).expect("two good files");
    let quotas = "\u{feff}Category ; Name ;\"min\";max;min_flex;max_flex\r\n\r\n gender ; Female ;1;2;;-1\r\n\
                  gender;\"Male\";1;2;;\r\n;;;;;\r\nage;young;0;3;;\r\nage;old;1;3;;\r\n";
    let pool = format!(
        "\u{feff}{}",
        POOL.replace('\n', "\r\n\r\n").replace("old,", " \"old\" ,")
    );
    let odd = read(&sources(pool.as_bytes(), quotas.as_bytes())).expect("the same two files");
    assert_eq!(odd.question, plain.question);
    assert_eq!(odd.limits, plain.limits);
    assert_eq!(odd.quotas[2].line, 6, "empty lines are counted and passed over");
}

#[test]
fn limits_come_from_the_quotas() {
    let quotas = "feature,value,min,max,min_flex,max_flex\ngender,Female,2,2,1,3\ngender,Male,1,2,,\nage,young,0,3,0,3\nage,old,1,3,0,4\n";
    let reading = read(&sources(POOL.as_bytes(), quotas.as_bytes())).expect("good files");
    assert_eq!(reading.limits[0], Limits { least: 1, most: 3 });
    assert_eq!(reading.limits[1], Limits { least: 0, most: 3 });
}

#[test]
fn what_is_wrong_with_quotas_is_said_with_line_and_column() {
    let quotas = "feature,value,min,max,min_flex,max_flex\ngender,Female,x,2,,\ngender,Male,3,2,4,1\nage,,0,3,,\n\
                  gender,male,1,2,,\nage,old,1\n";
    assert_eq!(
        said(&sources(POOL.as_bytes(), quotas.as_bytes()))[..7],
        [
            "quotas.csv, line 6: has 3 cells; expected 6, as in the header",
            "quotas.csv, line 2, column min: \"x\" is no number of people; expected 0, 1, 2 or more",
            "quotas.csv, line 3: min is 3 and max is 2; expected min to be at most max",
            "quotas.csv, line 3: min_flex is 4 and min is 3; expected min_flex to be at most min",
            "quotas.csv, line 3: max_flex is 1 and max is 2; expected max_flex to be at least max",
            "quotas.csv, line 4, column value: is empty; expected a name",
            "quotas.csv, line 5: gender male stands in line 3 already; expected each value once",
        ]
    );
    assert_eq!(
        said(&sources(POOL.as_bytes(), b"what,value,min,max\n"))[0],
        "quotas.csv, line 1: the header is what,value,min,max; expected feature,value,min,max and perhaps \
         min_flex,max_flex (feature may be called category, and value name)"
    );
    assert_eq!(
        said(&sources(POOL.as_bytes(), b""))[0],
        "quotas.csv: is empty; expected a header and rows"
    );
    assert_eq!(
        said(&sources(POOL.as_bytes(), b"feature,value,min,max\n"))[0],
        "quotas.csv: has no quotas; expected a row for each value"
    );
}

#[test]
fn what_is_wrong_with_people_is_said_with_line_and_column() {
    let pool = "id,gender,age\na,Female,old\n\na,Femal,old\n,Male,\"ol\nd\"\nb,Male\nc,Male,young,more\n";
    assert_eq!(
        said(&sources(pool.as_bytes(), QUOTAS.as_bytes())),
        [
            "people.csv, line 7: has 2 cells; expected 3, as in the header",
            "people.csv, line 8: has 4 cells; expected 3, as in the header",
            "people.csv, line 4, column id: \"a\" stands in line 2 already; expected each id once",
            "people.csv, line 5, column id: is empty; expected an id",
            "people.csv, line 5, column age: \"ol\\nd\" is no value of the quotas; expected young, old, or nothing, or \
             \"prefer not to say\"",
            "people.csv, line 4, column gender: \"Femal\" is no value of the quotas; expected Female, Male, or nothing, or \
             \"prefer not to say\"",
        ]
    );
    let pool = "id,Gender\na,Female\n";
    assert_eq!(
        said(&sources(pool.as_bytes(), QUOTAS.as_bytes())),
        [
            "people.csv, line 1: has no column \"age\" (or has it twice), which line 4 of the quotas names; expected one \
             for each feature; it has Gender",
            "people.csv: the group is to have 3 people; expected 1 to 1, as many as the file has",
        ]
    );
}

#[test]
fn bytes_that_are_no_text_are_found() {
    let problem = "people.csv, line 3, column 2: is not UTF-8; expected a file saved as \"CSV UTF-8\"";
    assert_eq!(
        said(&sources(b"id,age\na,old\nb,\xff,\n", QUOTAS.as_bytes())),
        [problem]
    );
}

#[test]
fn at_most_twenty_problems_are_said_and_the_rest_counted() {
    let pool: Vec<String> = (0..30).map(|at| format!("{at},x,old\n")).collect();
    let problems = read(&sources(
        format!("id,gender,age\n{}", pool.concat()).as_bytes(),
        QUOTAS.as_bytes(),
    ));
    let problems = problems.expect_err("thirty unknown values");
    assert_eq!((problems.said.len(), problems.more), (20, 10));
    assert!(problems.to_string().ends_with("\nand 10 more"));
}

#[test]
fn homes_come_from_addresses_that_are_compared_loosely() {
    let mut with_homes = sources(POOL.as_bytes(), QUOTAS.as_bytes());
    with_homes.homes = Some((
        vec!["street".to_owned(), "Town".to_owned()],
        SameAddress::Together,
    ));
    let question = read(&with_homes).expect("good files").question;
    assert_eq!(question.homes, [Some(0), Some(0), Some(1), None]);
    assert_eq!(question.same_address, SameAddress::Together);
    with_homes.homes = Some((vec!["postcode".to_owned()], SameAddress::OneEach));
    assert_eq!(
        said(&with_homes),
        [
            "people.csv, line 1: has no column \"postcode\" (or has it twice) for addresses; it has id, name, gender, age, \
          street, town"
        ]
    );
}

#[test]
fn those_in_already_are_read_with_a_header_or_without() {
    let mut with_already = sources(POOL.as_bytes(), QUOTAS.as_bytes());
    let already = |text: &str| {
        Some(File {
            name: "in.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
    };
    for text in ["c\nb\n", "ID,name\nc,Cy\n\nb,Bo\n"] {
        with_already.already = already(text);
        assert_eq!(read(&with_already).expect("good files").question.chosen, [1, 2]);
    }
    let other = POOL.replace("id,name", "Nationbuilder Id,name");
    let mut with_selected = sources(other.as_bytes(), QUOTAS.as_bytes());
    let selected = crate::group::published::selected(&["c".to_owned(), "b".to_owned()]);
    for text in [selected.as_str(), "nationbuilder id\nc\nb\n"] {
        with_selected.already = already(text);
        assert_eq!(read(&with_selected).expect("good files").question.chosen, [1, 2]);
    }
    with_already.already = already("c\nz\nc\na\nb\nd\n");
    assert_eq!(
        said(&with_already),
        [
            "in.csv, line 2, column 1: \"z\" is no id of people.csv; expected the ids of people who are in already",
            "in.csv, line 3, column 1: \"c\" stands in line 1 already; expected each id once",
            "in.csv: 4 people are in already; expected at most 3",
        ]
    );
}

#[test]
fn an_address_with_an_unknown_part_is_shared_with_nobody() {
    let pool = "id,gender,age,house,postcode\na,Female,old,,LS6 1AA\nb,Male,young,,LS6 1AA\nc,Male,old,3,\n\
                d,Female,young,3,-\ne,Male,old,4,LS6 1AA\nf,Male,old,4,ls61aa\n";
    let mut with_homes = sources(pool.as_bytes(), QUOTAS.as_bytes());
    with_homes.homes = Some((
        vec!["house".to_owned(), "postcode".to_owned()],
        SameAddress::OneEach,
    ));
    with_homes.already = Some(File {
        name: "in.csv".to_owned(),
        bytes: b"a\n".to_vec(),
    });
    let reading = read(&with_homes).expect("good files");
    assert_eq!(reading.question.homes, [None, None, None, None, Some(0), Some(0)]);
    assert_eq!(reading.without_address, [0, 1, 2, 3]);
    with_homes.homes = None;
    assert_eq!(read(&with_homes).expect("good files").without_address, [0; 0]);
}

#[test]
fn ids_that_a_spreadsheet_would_run_are_told_by_line() {
    let pool = "id,gender,age\na,Female,old\n=1+2,Male,young\n\" @x\",Male,young\n";
    let told = said(&sources(pool.as_bytes(), QUOTAS.as_bytes()));
    let what = "where a spreadsheet takes it for a formula and runs it; expected an id that starts with a letter or a digit";
    assert_eq!(
        told,
        [
            format!("people.csv, line 3, column id: \"=1+2\" has a '=' {what}"),
            format!("people.csv, line 4, column id: \"@x\" has a '@' {what}"),
        ]
    );
}

#[test]
fn names_values_and_ids_that_look_the_same_are_the_same() {
    let quotas = "feature,value,min,max\nrhyw\u{a0},Gw\u{302}r,0,3\nRhyw,Menyw,0,3\n";
    let pool = "id,RHYW\nSia\u{302}n,g\u{175}r\nb,menyw\nc,Prefer\u{a0}not to say\n";
    let mut both = sources(
        pool.as_bytes(),
        quotas.replace("Gw\u{302}r", "G\u{175}r").as_bytes(),
    );
    both.already = Some(File {
        name: "in.csv".to_owned(),
        bytes: "Si\u{e2}n\n".as_bytes().to_vec(),
    });
    let reading = read(&both).expect("good files");
    assert_eq!(reading.question.rules[0].members, [0]);
    assert_eq!(reading.question.chosen, [0]);
    assert_eq!(reading.ids[0], "Sia\u{302}n", "as it was given");
    let twice = "id,rhyw\nSia\u{302}n,menyw\nSi\u{e2}n,menyw\nc,menyw\n";
    let told = said(&sources(
        twice.as_bytes(),
        b"feature,value,min,max\nrhyw,menyw,0,3\n",
    ));
    assert!(
        told[0].contains("line 3, column id") && told[0].contains("line 2 already"),
        "{told:?}"
    );
}
