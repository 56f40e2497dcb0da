//! Tabs in lines that say nothing: YAML has them for white space there, `serde_yaml` refuses them as indentation.

/// The text with spaces for the tabs that begin lines of white space and comments. `None` where there are none.
pub(super) fn without_idle_tabs(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches([' ', '\t']);
        if rest.trim_end().is_empty() || rest.starts_with('#') {
            let indentation = line.len() - rest.len();
            mended.extend(std::iter::repeat_n(' ', indentation));
            mended.push_str(rest);
        } else {
            mended.push_str(line);
        }
    }
    (mended != text).then_some(mended)
}
