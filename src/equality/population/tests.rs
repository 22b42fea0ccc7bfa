use super::*;

const FILE: &str = "feature,value,share,source
age,18-24,10.5,Census 2021
disability,yes,17.75,\"Census 2021, table TS038\"
disability,no,82.25,\"Census 2021, table TS038\"
";

fn faults(lines: &str) -> Vec<(u64, usize, &'static str, String)> {
    let text = format!("feature,value,share,source\n{lines}");
    let faults = parse(&text).expect_err("faults");
    faults
        .into_iter()
        .map(|fault| (fault.line, fault.column, fault.kind, fault.found))
        .collect()
}

#[test]
fn a_file_is_read_as_a_spreadsheet_saves_it() {
    let shares = parse(FILE).expect("a good file");
    assert_eq!(shares.len(), 3);
    assert_eq!((shares[0].feature, shares[0].hundredths), (Feature::Age, 1050));
    assert_eq!(shares[1].source, "Census 2021, table TS038");
    let windows = format!(
        "\u{feff}{}\r\n",
        FILE.replace('\n', "\r\n").replace("10.5", " 10.5% ")
    );
    assert_eq!(parse(&windows), Ok(shares));
}

#[test]
fn faults_are_told_by_line_and_column() {
    assert_eq!(
        faults(
            "age,18-24,ten,ONS\nheight,tall,3,ONS\nage,19-20,3,ONS\nage,25-34,3\nage,35-44,3,\nage,45-54,101,ONS"
        ),
        [
            (2, 3, "share", "ten".to_owned()),
            (3, 1, "feature", "height".to_owned()),
            (4, 2, "value", "19-20".to_owned()),
            (5, 1, "columns", "3".to_owned()),
            (6, 4, "source", String::new()),
            (7, 3, "share", "101".to_owned()),
        ]
    );
    assert_eq!(
        faults("age,18-24,3,ONS\nage,18-24,4,ONS"),
        [(3, 2, "twice", "18-24".to_owned())]
    );
    assert_eq!(faults(""), [(1, 1, "empty", String::new())]);
    let header = parse("age,18-24,3,ONS").expect_err("no header");
    assert_eq!((header[0].line, header[0].kind), (1, "header"));
}

#[test]
fn shares_that_cannot_be_are_told() {
    // Parts of one instead of parts of a hundred.
    assert_eq!(
        faults("disability,yes,0.18,ONS\ndisability,no,0.82,ONS"),
        [(3, 3, "sum", "1.00".to_owned())]
    );
    assert_eq!(
        faults("age,18-24,60,ONS\nage,25-34,60,ONS"),
        [(3, 3, "sum", "120.00".to_owned())]
    );
    for wrong in ["", "-1", "1.234", "1,5", "1e1", "0x1", "100.01", ".5", "NaN"] {
        assert_eq!(percent(wrong), None, "{wrong:?}");
    }
    assert_eq!(percent("100"), Some(10_000));
    assert_eq!(percent("0.05 %"), Some(5));
}

#[test]
fn a_table_is_the_same_however_it_was_pasted() {
    let plain = parse(FILE).expect("a good file");
    let cells = FILE.replace("\"Census 2021, table TS038\"", "Census 2021, table TS038");
    for (separator, comma) in [(';', "."), (';', ","), ('\t', ".")] {
        let rows: Vec<String> = cells
            .lines()
            .map(|line| {
                let parts: Vec<&str> = line.splitn(4, ',').collect();
                parts
                    .join(&separator.to_string())
                    .replace("10.5", &format!("10{comma}5"))
            })
            .collect();
        for (before, end, after) in [
            ("", "\n", ""),
            ("\u{feff}", "\r", ""),
            ("sep=;\r\n", "\r\n", "\r\n;;;\r\n"),
        ] {
            let after = after.replace(';', &separator.to_string());
            let text = format!("{before}{}{after}", rows.join(end));
            assert_eq!(parse(&text), Ok(plain.clone()), "{text:?}");
        }
    }
    let wide = FILE.replace('\n', ",,\n") + ",,,,,\n  \n,\n";
    assert_eq!(parse(&wide), Ok(plain));
}

#[test]
fn what_is_wrong_with_the_table_is_told_by_line_and_column() {
    assert_eq!(
        faults("age,18-24,3,\"ONS\nage,25-34,3,ONS\n"),
        [(2, 4, "quote", String::new())]
    );
    assert_eq!(
        faults("age,18-24,3,ONS\nage,25-34,3,=1+2\n,,,\nage,35-44,3,\"one\ntwo\",x\nage,45-54,101,ONS"),
        [
            (3, 4, "formula", "=1+2".to_owned()),
            (5, 1, "columns", "5".to_owned()),
            (7, 3, "share", "101".to_owned()),
        ]
    );
    let unnamed =
        parse("feature,value,share,source,\nage,18-24,3,ONS,x").expect_err("a column without a name");
    assert_eq!(
        (unnamed[0].line, unnamed[0].column, unnamed[0].kind),
        (1, 5, "unnamed")
    );
    let commas = faults("age,18-24,\"1,5\",ONS");
    assert_eq!(commas[0].2, "share", "a comma between cells is none in a number");
}
