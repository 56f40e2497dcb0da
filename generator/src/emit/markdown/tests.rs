//! What is written, held against the parser of rustdoc: examples, and random texts made to go wrong.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{code, dedented, markdown, plain, sentence};

fn joined(text: &str) -> String {
    markdown(text).join("\n")
}

/// As rustdoc reads Markdown (`main_body_opts`).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Whether rustdoc takes a fence for Rust, and so runs what is in it (`LangString::parse`).
fn is_run(said: &str) -> bool {
    let words = said.split([',', ' ', '\t', '{', '}']).filter(|word| !word.is_empty());
    let (mut is_rust, mut is_other) = (false, false);
    for word in words {
        match word {
            "rust" => is_rust = true,
            "should_panic" | "no_run" | "ignore" | "test_harness" | "compile_fail" | "standalone_crate" | "custom" => {}
            _ if word.starts_with("ignore-") || word.starts_with("edition") => {}
            _ if word.starts_with('E') && word.len() == 5 => {}
            _ => is_other = true,
        }
    }
    is_rust || !is_other
}

/// What rustdoc would do with a text that it should not; nothing, if that is empty.
fn acts(text: &str) -> Vec<String> {
    let mut acts = Vec::new();
    let mut looked_up = Vec::new();
    let mut look_up = |link: BrokenLink<'_>| {
        looked_up.push(format!("looks up {:?}", link.reference));
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    for event in Parser::new_with_broken_link_callback(text, options(), Some(&mut look_up)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => acts.push("runs indented code".to_owned()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(said))) if is_run(&said) => {
                acts.push(format!("runs {said:?}"));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !["https://", "http://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme)) =>
            {
                acts.push(format!("leads to {dest_url:?}"));
            }
            Event::Html(html) | Event::InlineHtml(html) => acts.push(format!("renders {html:?}")),
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => acts.push("footnote".to_owned()),
            _ => {}
        }
    }
    acts.extend(looked_up);
    if text.contains(|character: char| character.is_control() && character != '\n') {
        acts.push("holds controls".to_owned());
    }
    acts
}

/// What a text renders to: its blocks, spans and words. White space is one space, in code at the ends of lines none; a web
/// address is its text, whether it is a link or not; what language a fence names is left out.
fn rendered(text: &str) -> String {
    let mut rendered = String::new();
    let mut in_code = false;
    let mut open = Vec::new();
    // Web addresses that become links keep their hyphens.
    for event in Parser::new_ext(text, options() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(text) if in_code => {
                text.split_inclusive('\n').for_each(|line| {
                    rendered.push_str(line.trim_end());
                    rendered.push_str(if line.ends_with('\n') { "\n" } else { "" });
                });
            }
            Event::Text(text) => spaced(&text, &mut rendered),
            Event::Code(text) => spaced(&format!("`{}`", text.trim_matches(' ')), &mut rendered),
            Event::SoftBreak | Event::HardBreak => spaced(" ", &mut rendered),
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                rendered.push_str("{code:\n");
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                rendered.truncate(rendered.trim_end().len());
                rendered.push('}');
            }
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let is_own = link_type == pulldown_cmark::LinkType::Autolink;
                open.push(if is_own { "" } else { "}" });
                if !is_own {
                    rendered.push_str(&format!("{{{dest_url} "));
                }
            }
            Event::End(TagEnd::Link) => rendered.push_str(open.pop().unwrap_or_default()),
            Event::Start(tag) => rendered.push_str(&format!("{{{} ", name(&format!("{:?}", tag.to_end())))),
            Event::End(_) => {
                rendered.truncate(rendered.trim_end().len());
                rendered.push('}');
            }
            other => rendered.push_str(&format!("{{{other:?}}}")),
        }
    }
    rendered
}

/// Adds a text in which white space is one space.
fn spaced(text: &str, to: &mut String) {
    for character in text.chars() {
        if character != ' ' || !to.ends_with(' ') {
            to.push(character);
        }
    }
}

fn name(tag: &str) -> String {
    tag.to_lowercase().replace("list(true)", "ol").replace("list(false)", "ul")
}

/// Xorshift: the same texts on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % end
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// What stands before a line's text: lists, quotations and white space within each other.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "", "", "", " ", "  ", "   ", "    ", "     ", "      ", "        ", "\t", " \t", "> ", ">", ">\t", ">     ",
    "- ", "-", "* ", "+ ", "-   ", "-     ", "-\t", "1. ", "2. ", "1) ", "10. ", "123456789. ", "1.      ",
    "1234567890. ",
];

/// Texts that render alike before and after.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "word", "two words", "let x = 1;", "*emphasis*", "**strong** _too_", "~~struck~~", "`code`", "`` co`de ``",
    "a `span", "over` b", "```", "```rust", "```json", "````", "~~~", "~~~~ text", "```edition2021",
    "~~~should_panic", "``` `no` ```", "```x y", "``", "# Heading", "###### Deep", "####### none", "#none",
    "# *closed* #", "===", "=", "---", "--", "-", "***", "___", "* * *", "- - -", "| a | b |", "|---|---|", "a | b",
    "--- | :-:", "| 1 | `2` |", "|", "1.", "2. two", "\\", "\\# no", "\\`no\\`", " &amp; &lt;", "5 > 4",
    " https://a.example/b ", "(https://a.example/b_c_d)", "<https://a.example/b>", "[text](https://a.example/b)",
    "\"smart\" 'q' -- ...", "é 日本", "fn main() { loop {} }", "`", "$x$", "a  b", "+", "- item", "> quote", "word\\",
    "::: note", "{#id}", "a\u{a0}b",
];

/// Texts that mean something that they should not.
#[rustfmt::skip]
const HARMFUL: &[&str] = &[
    "<div>", "</div>", "<!--", "-->", "<pre>", "<script>", "<?php", "<![CDATA[", "<b>", "a <i>b</i>", "a<br>b",
    "<br/>", "<p>", "<a href='x'>", "[a]: /b", "[a]: https://a.example", "[Foo]: javascript:alert(1)", "[x]", "[`x`]",
    "[x][y]", "[x](y)", "[# x](y)", "[- x](y)", "[1. x](y)", "[```](y)", "[> x](y)", "[~~~](y)", "![i](y.png)",
    "![i](https://a.example)", "[^1]: note", "[^1]", "[ ] task", "[x] task", "[text](<a b>)",
    "[t](https://a.example \"title\")", "[[a]]", "[a](b", "a](b)", "\u{1}", "\u{85}", "\u{2028}", "\r", "\r\n",
    "\u{0}", "\u{b}", "\u{c}", "`\u{200b}``", "\u{202e}", ": definition", "+++", "`[x]`", "\\[x]", "\\\\[x]",
    "<https://a b>", "<x@y.example>", "&#10;", "&#96;&#96;&#96;", "` [x] ``", "{.rust}", "~~~{.rust}", "```{rust}",
    "```,rust", "```text,rust", "```E0308", "```ignore-x", "``` rust", "```Rust", "```custom,{class=x}", "#", "# ",
    "    ", "    # hidden", "[!NOTE]", "> [!NOTE]", "<ul>", "<li>", "</li>", "</ul>", "<ol><li>", "</ol>", "<pre>", "</pre>",
    "<code>", "</code>", "</b>", "<b>*</b>", "<h3>", "</h3>", "<blockquote>", "</blockquote>", "<table>", "</table>", "<tr>",
    "<td>", "<th>", "</td>", "<td><code>```</code></td>", "<a href=\"https://a.example/`\">", "</a>", "<hr>",
    "<a href=\"https://a.example\">x</a>", "<a href='javascript:x'>y</a>", "<img src='https://a.example/b' alt='](x)'>", "<dl><dt>",
    "</dt><dd>", "</dl>", "<sup>", "<Note>", "</Note>", "<pre><code>fn x() {}</code></pre>", "<code>```\n    x</code>",
];

/// A text of some lines.
fn text(random: &mut Random, is_harmful: bool) -> String {
    let mut text = String::new();
    for _ in 0..1 + random.below(9) {
        for _ in 0..random.below(4) {
            text.push_str(random.of(MARKS));
        }
        for _ in 0..random.below(4).min(2) {
            let texts = if is_harmful && random.below(2) == 0 { HARMFUL } else { PLAIN };
            text.push_str(random.of(texts));
            if random.below(3) == 0 {
                text.push(' ');
            }
        }
        text.push('\n');
        if random.below(4) == 0 {
            text.push('\n');
        }
    }
    text
}

/// What follows a description in documentation.
const BEHIND: &str =
    "Arguments:\n\n- `a`: At least 1. Default: `1`.\n\n# Errors\n\n- `400`: [`Pet`](https://a.example)";

/// How many random texts are tried.
fn count() -> u64 {
    std::env::var("OASMITH_TEXTS").ok().and_then(|count| count.parse().ok()).unwrap_or(5_000)
}

#[test]
fn rustdoc_runs_nothing_of_any_text() {
    let behind = rendered(BEHIND);
    for seed in 1..=count() {
        let text = text(&mut Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)), true);
        let written = joined(&text);
        assert_eq!(acts(&written), Vec::<String>::new(), "{seed}: {text:?}\n{written}");
        let whole = format!("{written}\n\n{BEHIND}");
        assert_eq!(acts(&whole), Vec::<String>::new(), "{seed}: {text:?}\n{written}");
        assert!(rendered(&whole).ends_with(&behind), "{seed}: {text:?}\n{whole}\n{}", rendered(&whole));
    }
}

#[test]
fn any_text_renders_as_before() {
    for seed in 1..=count() {
        let text = text(&mut Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)), false);
        let before = plain(&text).into_owned();
        let before = dedented(&before).collect::<Vec<_>>().join("\n");
        let written = joined(&text);
        assert_eq!(
            rendered(&written),
            rendered(&before),
            "{seed}: {text:?}\n-- before\n{before}\n-- written\n{written}\n--"
        );
        assert_eq!(joined(&written), written, "{seed}: {text:?}");
    }
}

#[test]
fn single_lines_are_never_more_than_text() {
    for seed in 1..=count() {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let text = text(&mut random, true);
        for line in [sentence(&text), code(&text), format!("- {}: {}", code(&text), sentence(&text))] {
            assert!(!line.contains('\n'));
            let whole = format!("{line}\n\n{BEHIND}");
            assert_eq!(acts(&whole), Vec::<String>::new(), "{seed}: {text:?}\n{line}");
        }
        let words = text.replace(|character: char| character.is_control() && !character.is_whitespace(), "");
        let shown = rendered(&code(&words));
        assert!(shown.starts_with("{paragraph `") && shown.ends_with("`}"), "{seed}: {text:?}\n{shown}");
    }
}

#[test]
fn html_is_shown_not_run() {
    assert_eq!(joined("<Deprecated> Staging"), "\\<Deprecated> Staging");
    assert_eq!(joined("a<br>b"), "a\n\nb");
    assert_eq!(joined("a\n<Steps>\nb\n</Steps>\nc"), "a\n\n\\<Steps>\n\nb\n\n\\</Steps>\n\nc");
    assert_eq!(joined("see <https://example.org/x>"), "see <https://example.org/x>");
}

#[test]
fn html_becomes_markdown() {
    let mut wrong = Vec::new();
    for (html, markdown) in [
        ("a <b>bold</b>, <i>it</i> <code>x &lt; y</code>", "a **bold**, *it* `x < y`"),
        ("see <a href=\"https://a.example/b\">the guide</a>.", "see [the guide](https://a.example/b)."),
        (
            "see <a href='/guide'>the guide</a> or <A HREF=https://a.example/>a.example/</A>",
            "see the guide or <https://a.example/>",
        ),
        ("<p>One.</p>\n<p class='x'>Two\n   lines.</p>", "One.\n\nTwo\nlines."),
        ("Either:<ul><li>a</li><li>b <ul><li>c</li></ul></li></ul>Then.", "Either:\n\n- a\n- b\n  - c\n\nThen."),
        ("<ol>\n  <li>a\n     b</li>\n  <li><p>c</p><p>d</p></li>\n</ol>", "1. a b\n2. c\n\n   d"),
        ("- x <ul><li>y</li></ul>\n- z", "- x\n\n  - y\n- z"),
        ("<pre><code>{\n  \"a\": 1\n}\n</code></pre>After", "```text\n{\n  \"a\": 1\n}\n```\n\nAfter"),
        ("<h2>Title</h2>Text", "## Title\n\nText"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td><code>x|y</code></td><td>1<br>2</td></tr></table>",
            "| a | b |\n|---|---|\n| `x\\|y` | 1 2 |",
        ),
        ("<table><tr><td>a</td></tr></table>", "|  |\n|---|\n| a |"),
        ("| a <br> b | <ul><li>c</li></ul> |\n|---|---|", "| a  b | • c  |\n|---|---|"),
        ("<dl><dt>a</dt><dd>first</dd><dt>b</dt><dd>second</dd></dl>", "- a: first\n- b: second"),
        ("10<sup>-9</sup> CPUs", "10^-9 CPUs"),
        ("<Warning>\nTake care.\n</Warning>\nb", "**Warning:**\nTake care.\n\nb"),
        ("a <!-- secret --> b", "a  b"),
        ("<style>\nh1 { margin: 0 }\n</style>\n\n# Title", "# Title"),
        ("<blockquote>a<p>b</blockquote>c", "> a\n>\n> b\n\nc"),
        ("<x-badge class=\"new\"></x-badge>Text", "Text"),
        // What has no end is no HTML, and code is code.
        ("SELECT * FROM <table> WHERE <b>", "SELECT * FROM \\<table> WHERE \\<b>"),
        ("`<b>x</b>` and ``<i>``", "`<b>x</b>` and ``<i>``"),
        ("```html\n<b>x</b>\n```\n<b>y</b>", "```html\n<b>x</b>\n```\n**y**"),
        ("a<b>\"c\"</b>", "a\"c\""),
        ("<b></b><b> </b>x", "x"),
    ] {
        let written = joined(html);
        if written != markdown {
            wrong.push(format!("{html:?}\n  gives {written:?}\n  not   {markdown:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(sentence("Get <b>it</b><ul><li>a</li></ul><pre>x</pre>"), "Get **it** • a `x`");
}

#[test]
fn nothing_becomes_a_doctest() {
    assert_eq!(joined("Example:\n\n    let x = 1;\n\nEnd"), "Example:\n\n```text\nlet x = 1;\n```\n\nEnd");
    assert_eq!(joined("```\ncode\n```"), "```text\ncode\n```");
    assert_eq!(joined("```rust\ncode"), "```text\ncode\n```");
    assert_eq!(joined("```json\n{}\n```"), "```json\n{}\n```");
    assert_eq!(joined("a\n\n~~~edition2021\nb\n~~~"), "a\n\n```text\nb\n```");
    assert_eq!(
        joined("-     let b = 2;\n\n>     let c = 3;"),
        "- ```text\n  let b = 2;\n  ```\n\n> ```text\n> let c = 3;\n> ```"
    );
}

#[test]
fn only_links_to_the_web_stay_links() {
    assert_eq!(joined("[Create](https://a.example/b)"), "[Create](https://a.example/b)");
    assert_eq!(joined("[Create](/b#c)"), "Create");
    assert_eq!(joined("an [Array] of"), "an \\[Array\\] of");
    assert_eq!(joined("go to https://a.example/b."), "go to <https://a.example/b>.");
    assert_eq!(joined("`[code]`"), "`[code]`");
    assert_eq!(joined("an ` alone"), "an \\` alone");
}

#[test]
fn stray_white_space_is_left_out() {
    assert_eq!(joined("\n    First.\n\n  Second\n  goes on.\n\n    \n"), "First.\n\nSecond\ngoes on.");
    assert_eq!(joined("- a\n  - b\n    c"), "- a\n  - b\n    c");
}

#[test]
fn text_cannot_turn_its_direction() {
    assert_eq!(joined("a\u{202E}b\u{0}c"), "abc");
}
