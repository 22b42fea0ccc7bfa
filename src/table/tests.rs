use super::*;

const PLAIN: &str = "id,gender,note\np1,woman,\"care, home\"\np2,man,\n";

fn table(text: &str) -> Table {
    Table::read(text.as_bytes()).expect("a table")
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let table = table(text);
    assert_eq!(table.faults, [], "{text:?}");
    let rows = table.rows.into_iter().map(|row| row.cells);
    std::iter::once(table.header).chain(rows).collect()
}

fn told(bytes: &[u8]) -> (usize, Option<usize>, String, Kind) {
    let fault = Table::read(bytes).expect_err("a fault");
    (fault.line, fault.column, fault.name, fault.kind)
}

#[test]
fn a_table_is_the_same_however_it_was_saved_or_pasted() {
    let plain = cells(PLAIN);
    let semicolons = "id;gender;note\np1;woman;care, home\np2;man;\n";
    let tabs = "id\tgender\tnote\np1\twoman\tcare, home\np2\tman\t\n";
    for text in [PLAIN, semicolons, tabs] {
        for end in ["\r\n", "\r", "\n\n", "\r\r\n"] {
            assert_eq!(cells(&text.replace('\n', end)), plain, "{text:?} {end:?}");
        }
        assert_eq!(cells(&format!("\u{feff}{text}")), plain);
        assert_eq!(cells(text.trim_end_matches('\n')), plain);
    }
    for first in [
        "sep=;",
        "SEP=;",
        "\"sep=;\"",
        "\u{feff}sep=;",
        "\n \nsep=;;;",
        "sep=; ",
    ] {
        for end in ["\n", "\r", "\r\n"] {
            let text = format!("{first}\n{semicolons}").replace('\n', end);
            assert_eq!(cells(&text), plain, "{text:?}");
        }
    }
    assert_eq!(cells(&format!("sep=\t\n{tabs}")), plain);
    assert_eq!(cells(&format!("sep=;\n{PLAIN}")), plain, "the header has another");
    assert_eq!(cells(&format!("sep=|\n{}", tabs.replace('\t', "|"))), plain);
    let mixed = "id,gender,note\rp1,woman,\"care, home\"\r\np2,man,\n";
    assert_eq!(cells(mixed), plain);
}

#[test]
fn rows_and_columns_that_are_empty_are_passed_over() {
    let plain = cells(PLAIN);
    let wide = "id,gender,note,,\np1,woman,\"care, home\",,\n,,,,\n \u{a0} ,,\u{200b},,\np2,man,,,\n\n   \n,,,,,,,\n";
    assert_eq!(cells(wide), plain);
    assert_eq!(table(wide).rows[1].line, 5);
    let gap = "id,,gender\np1,,woman\n";
    assert_eq!(table(gap).rows[0].cells, ["p1", "", "woman"]);
}

#[test]
fn the_separator_is_that_of_the_table_and_not_of_its_words() {
    for header in [
        "id;gender;\"care (home, day, night)\"",
        "id;gender;care (home, day, night, weekend)",
        "\"id\";\"gender\";\"a,b,c,d,e\"",
    ] {
        let table = table(&format!("{header}\np1;woman;x, y\np2;man;x\n"));
        assert_eq!((table.separator, table.header.len()), (';', 3), "{header}");
        assert_eq!(table.rows[0].cells, ["p1", "woman", "x, y"]);
    }
    let commas = table("id,gender,\"a;b;c;d;e\"\np1,woman,1;2;3;4;5\n");
    assert_eq!((commas.separator, commas.rows[0].cells.len()), (',', 3));
    assert_eq!(table("id\np1\n").header, ["id"]);
    assert_eq!(table("id;gender\n").header, ["id", "gender"]);
}

#[test]
fn quotes_within_a_cell_stay_and_lines_within_one_are_counted() {
    let said = |cell: &str| cells(&format!("id,note\np1,{cell}\np2,z\n"))[1][1].clone();
    assert_eq!(said("said \"yes\" twice"), "said \"yes\" twice");
    assert_eq!(said("\"said \"\"yes\"\" twice\""), "said \"yes\" twice");
    assert_eq!(said("\"said \"yes\" twice\""), "said yes\" twice\"");
    assert_eq!(said(" \"care, home\" "), "care, home");
    assert_eq!(said("6\" pipe"), "6\" pipe");
    assert_eq!(said("\"\""), "");
    for end in ["\n", "\r", "\r\n"] {
        let text = format!("id,note\np1,\"one{end}two\"{end}p2,x{end}{end}p3,y{end}");
        let lines: Vec<usize> = table(&text).rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 4, 6], "{end:?}");
        assert_eq!(table(&text).rows[0].cells[1], "one\ntwo");
    }
}

#[test]
fn a_quote_that_never_closes_is_told_where_it_opens() {
    let open = |text: &str| {
        let (line, column, name, kind) = told(text.as_bytes());
        assert_eq!(kind, Kind::OpenQuote, "{text:?}");
        (line, column.expect("a column"), name)
    };
    let note = |line| (line, 3, "note".to_owned());
    assert_eq!(open("id,gender,note\np1,woman,\"by the mill\np2,man,\n"), note(2));
    assert_eq!(
        open("id,gender,note\r\rp1,woman, \"by the mill\rp2,man,\r"),
        note(3)
    );
    assert_eq!(open("id;gender;note\np1;woman;x\np2;man;\""), note(3));
    assert_eq!(
        open("id,gender,note\n\"p1,woman,x\np2,man,y"),
        (2, 1, "id".to_owned())
    );
    assert_eq!(open("id,\"gender,note\np1,woman,x\n"), (1, 2, String::new()));
    // The next quote opens a cell of its own.
    assert_eq!(
        open("id,gender,note\np1,woman,\"by the mill\np2,man,\np3,woman,\"at home\"\n"),
        note(2)
    );
    assert_eq!(
        open("id,gender,note\np1,\"wo\nman\",\"by the mill\np2,man,\"a \"\"b\"\"\"\n"),
        note(3)
    );
}

#[test]
fn a_quote_that_a_later_row_closes_swallows_no_row() {
    let open = |text: &str| {
        let (line, column, _, kind) = told(text.as_bytes());
        assert_eq!(kind, Kind::OpenQuote, "{text:?}");
        (line, column)
    };
    // The next quote ends a cell of a later row.
    assert_eq!(
        open("id,gender,note\np1,woman,\"by the mill\np2,man,\np3,woman,at home\"\n"),
        (2, Some(3))
    );
    assert_eq!(
        open("id,gender,note\np1,woman,\"by the mill\np2,man,x\"\np3,man,y\n"),
        (2, Some(3))
    );
    assert_eq!(
        open("id;gender;note\np1;\"woman;a\np2;man;b\np3;man\";c\n"),
        (2, Some(2))
    );
    assert_eq!(
        open("id\tgender\tnote\rp1\twoman\t\"a\rp2\tman\tb\"\r"),
        (2, Some(3))
    );
    assert_eq!(open("id,gender,note\n\"p1,woman,a\np2,man,b\"\n"), (2, Some(1)));
    let address = "id,gender,home\np1,woman,\"Flat 2\n12 Mill Road, Leeds, LS6\"\np2,man,x\n";
    assert_eq!(cells(address)[1][2], "Flat 2\n12 Mill Road, Leeds, LS6");
    // Lines within a cell with some separators are no rows.
    let note = "id,gender,note\np1,woman,\"one, two\nthree, four, five\nsix\"\np2,man,x\n";
    assert_eq!(cells(note)[1][2], "one, two\nthree, four, five\nsix");
    assert_eq!(table(note).rows[1].line, 5);
}

#[test]
fn other_layouts_are_read() {
    let plain = cells(PLAIN);
    let bars = "id|gender|note\np1|woman|care, home\np2|man|\n";
    assert_eq!(cells(bars), plain);
    let framed = "| id | gender | note |\n|----|:---|---:|\n| p1 | woman | care, home |\n| p2 | man | |\n";
    assert_eq!(cells(framed), plain);
    let semicolons = "id;gender;note\np1;woman;care, home\np2;man;\n";
    for first in ["sep = ;", "sep= ;", " Sep =; ", "sep=\";\"", "\"sep=\"\";\"\"\""] {
        assert_eq!(cells(&format!("{first}\n{semicolons}")), plain, "{first:?}");
    }
    let empty_left = ",,id,gender,note\n,,p1,woman,\"care, home\"\n,,p2,man,\n";
    assert_eq!(cells(empty_left), plain);
    let tabs = "\tid\tgender\tnote\n\tp1\twoman\tcare, home\n\tp2\tman\t\n";
    assert_eq!(cells(tabs), plain);
    // Something in them is told where it is.
    let (fault, header) = (table(",id\nx,p1\n").faults, table(",id\nx,p1\n").header);
    assert_eq!((fault[0].line, fault[0].column, header.len()), (1, Some(1), 2));
    let short = table(",id,gender\n,p1\n").faults;
    assert_eq!(
        short,
        [Fault::of_line(
            2,
            Kind::Cells {
                found: 2,
                expected: 3
            }
        )]
    );
}

#[test]
fn what_does_not_fit_the_header_is_told() {
    let faults = |text: &str| table(text).faults;
    let cells = |line, found| Fault::of_line(line, Kind::Cells { found, expected: 3 });
    assert_eq!(
        faults("id,gender,note\np1,\"wo\nman\"\np2,man,x,\np3,man,x,y\n"),
        [cells(2, 2), cells(5, 4)]
    );
    assert_eq!(
        faults("id,gender,note\rp1,woman\rp2,man,x,,z\r"),
        [cells(2, 2), cells(3, 5)]
    );
    let unnamed = |column: usize, line, found: &str| {
        let kind = Kind::Unnamed {
            line,
            found: found.to_owned(),
        };
        Fault::of_line(1, kind).in_column(column, "")
    };
    assert_eq!(
        faults("id,,gender,\np1,,woman,\np2,x,man,y\np3,x,man,\n"),
        [unnamed(1, 3, "x"), unnamed(3, 3, "y")]
    );
    assert_eq!(faults(",gender\np1,woman\n"), [unnamed(0, 2, "p1")]);
}

#[test]
fn bytes_that_are_no_text_are_told_by_line_and_column() {
    let place = |line, column, kind| (line, Some(column), String::new(), kind);
    for (bytes, expected) in [
        (&b"id,age\na,old\nb,\xff,\n"[..], place(3, 2, Kind::NotUtf8)),
        (b"id;age\ra;\"x;\ry\"\rb;1;\xe9", place(4, 3, Kind::NotUtf8)),
        (b"id\tage\r\na\t\"o\xe9\"", place(2, 2, Kind::NotUtf8)),
        (b"id,\"a,\xe9", place(1, 2, Kind::NotUtf8)),
        (b"\xef\xbb\xbfid,age\na,o\0ld\n", place(2, 2, Kind::Nul)),
        (b"\xff\xfei\0d\0", place(1, 1, Kind::Utf16)),
        (b"\xfe\xff\0i\0d", place(1, 1, Kind::Utf16)),
        (b"i\0d\0,\0a\0\n\0", place(1, 1, Kind::Utf16)),
        (b"\0i\0d\0,\0a\0\n", place(1, 1, Kind::Utf16)),
    ] {
        assert_eq!(told(bytes), expected, "{bytes:?}");
    }
    for nothing in ["", "\n\r\n", " \u{a0}\n,,\n", "\u{feff}", "sep=;\n"] {
        assert_eq!(told(nothing.as_bytes()).3, Kind::Empty, "{nothing:?}");
    }
}

#[test]
fn names_of_columns_meet_whatever_their_form() {
    let table = table("ID,Gwa\u{302}nt,Min\u{a0}\u{a0}Flex,age,AGE\np1,x,1,2,3\n");
    assert_eq!(table.column("gwânt", 0), Some(1));
    assert_eq!(table.column("MIN FLEX", 0), Some(2));
    assert_eq!(table.column("age", 0), None, "it is there twice");
    assert_eq!(table.column("id", 1), None);
}
