//! Numbers as people write them.

/// The zeros of the digits with which people in Britain write, besides ASCII: Arabic, Persian and Urdu, Devanagari,
/// Bengali, Gurmukhi, Gujarati, and those of full width. Each is followed by its other nine digits.
const ZEROS: [char; 7] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{ff10}',
];

/// The text with its digits in ASCII.
#[must_use]
pub fn plain_digits(text: &str) -> String {
    let plain = |letter: char| {
        let digit = |zero: &char| {
            u32::from(letter)
                .checked_sub(u32::from(*zero))
                .filter(|digit| *digit < 10)
        };
        let found = ZEROS.iter().find_map(digit);
        found
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(letter)
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_are_digits() {
        assert_eq!(plain_digits("٠١۴५৬੭૮９ a"), "01456789 a");
        assert_eq!(plain_digits("0113 ½ ŵ"), "0113 ½ ŵ");
    }
}
