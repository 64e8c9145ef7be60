//! The names of options: camelCase in JavaScript, snake_case in the core.

/// Returns the core's spelling of an option.
///
/// An underscore is doubled, so that no two names become one: `table_size` is not accepted for `tableSize`.
pub(crate) fn to_core(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter == '_' || letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// Returns JavaScript's spelling of an option: the inverse of [`to_core`].
pub(crate) fn to_javascript(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut letters = name.chars();
    while let Some(letter) = letters.next() {
        text.extend(if letter == '_' { letters.next().map(|next| next.to_ascii_uppercase()) } else { Some(letter) });
    }
    text
}
