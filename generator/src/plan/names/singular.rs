//! English nouns: one of many.

/// Words that only look like a plural, or whose singular nobody would write.
#[rustfmt::skip]
const SAME: &[&str] = &[
    // Plurals that are their own singular, and sciences.
    "series", "species", "news", "means", "headquarters", "sheep", "corps", "chassis", "analytics", "statistics", "physics",
    "graphics", "logistics", "mathematics", "politics", "economics", "ethics", "forensics", "basics", "ops", "devops", "kudos",
    // Words in -s that are no plurals.
    "alias", "atlas", "bias", "canvas", "christmas", "gas", "has", "was", "as", "this", "its", "does", "always", "less",
    "lens", "chaos", "cosmos", "pos", "dos", "ddos", "ethos", "sos", "ios", "macos", "tvos", "watchos", "os", "bios", "ros",
    "centos", "yes", "plus", "vs", "kubernetes", "postgres", "sass", "rails", "jenkins", "windows", "aws", "redis", "nexus",
    // Abbreviations.
    "http", "https", "dns", "tls", "mtls", "ss", "css", "js", "ts", "rss", "gps", "vps", "kms", "sms", "mms", "cms", "dms",
    "lms", "pms", "hls", "rtmps", "sns", "sqs", "ses", "ecs", "eks", "rds", "efs", "nfs", "ebs", "iops", "fps", "bps", "kbps",
    "mbps", "gbps", "saas", "paas", "iaas", "nas", "sas", "gcs", "acs", "cvss", "hipaas", "sips", "dkims", "ndis", "ms", "ns",
];

/// Plurals that no rule makes, and the singulars that they are of.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"), ("children", "child"), ("men", "man"), ("women", "woman"), ("feet", "foot"), ("teeth", "tooth"),
    ("mice", "mouse"), ("geese", "goose"), ("criteria", "criterion"), ("phenomena", "phenomenon"), ("indices", "index"),
    ("vertices", "vertex"), ("matrices", "matrix"), ("appendices", "appendix"), ("vortices", "vortex"), ("codices", "codex"),
    ("radii", "radius"), ("alumni", "alumnus"), ("nuclei", "nucleus"), ("stimuli", "stimulus"), ("foci", "focus"),
    ("schemata", "schema"), ("automata", "automaton"), ("axes", "axis"), ("crises", "crisis"), ("oases", "oasis"),
    ("theses", "thesis"), ("hypotheses", "hypothesis"), ("parentheses", "parenthesis"), ("syntheses", "synthesis"),
    ("synopses", "synopsis"), ("diagnoses", "diagnosis"), ("prognoses", "prognosis"), ("ellipses", "ellipsis"),
    ("analyses", "analysis"), ("emphases", "emphasis"),
    ("leaves", "leaf"), ("lives", "life"), ("wives", "wife"), ("knives", "knife"), ("shelves", "shelf"), ("halves", "half"),
    ("wolves", "wolf"), ("calves", "calf"), ("loaves", "loaf"), ("thieves", "thief"), ("selves", "self"), ("hooves", "hoof"),
    ("menus", "menu"), ("gurus", "guru"), ("cpus", "cpu"), ("vcpus", "vcpu"), ("gpus", "gpu"), ("tpus", "tpu"), ("npus", "npu"),
    ("skus", "sku"), ("emus", "emu"), ("apis", "api"), ("uris", "uri"), ("pois", "poi"), ("emojis", "emoji"), ("taxis", "taxi"),
    ("kpis", "kpi"), ("guis", "gui"), ("clis", "cli"), ("skis", "ski"), ("wikis", "wiki"), ("bis", "bi"), ("amis", "ami"),
    ("mixes", "mix"), ("lenses", "lens"), ("gases", "gas"), ("biases", "bias"), ("canvases", "canvas"), ("atlases", "atlas"),
    ("aliases", "alias"), ("quizzes", "quiz"), ("buses", "bus"), ("vlans", "vlan"), ("aches", "ache"), ("gasses", "gas"),
    ("ties", "tie"), ("pies", "pie"), ("lies", "lie"), ("dies", "die"),
];

/// Words in -ie, whose plural looks like that of a word in -y.
#[rustfmt::skip]
const IN_IE: &[&str] = &[
    "movie", "cookie", "zombie", "calorie", "brownie", "selfie", "hoodie", "rookie", "genie", "prairie", "hippie", "newbie",
    "eerie", "magpie", "necktie", "freebie", "goodie", "foodie", "sortie", "collie", "birdie", "eyrie", "boogie", "pixie",
    "walkie", "talkie", "veggie", "auntie", "indie", "junkie", "cutie", "smoothie", "toughie", "quickie", "townie", "reverie",
];

/// Words in -oe.
const IN_OE: &[&str] = &["shoe", "toe", "canoe", "foe", "hoe", "oboe", "doe", "roe", "woe", "aloe"];

/// Words in -che.
#[rustfmt::skip]
const IN_CHE: &[&str] = &[
    "cache", "headache", "niche", "avalanche", "creche", "psyche", "apache", "mustache", "quiche", "microfiche", "attache",
    "toothache", "backache", "earache", "stomachache", "heartache", "cliche", "brioche", "pastiche", "porsche", "subcache",
];

/// Words in -xe and -she are rare enough to have none here; these are in -se behind a `u` that is no ending of its own.
const IN_USE: &[&str] = &["use", "reuse", "misuse", "fuse", "muse", "ruse", "excuse", "abuse", "refuse", "recluse"];

/// One of many: `wallets` is `wallet`, `policies` is `policy`, `caches` is `cache`. Other words are left alone.
pub(crate) fn singular(words: &[String]) -> Vec<String> {
    let mut singular = words.to_vec();
    if let Some(last) = singular.last_mut()
        && let Some(stem) = stem(last)
    {
        *last = stem;
    }
    singular
}

fn stem(word: &str) -> Option<String> {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return Some((*one).to_owned());
    }
    let body = word.strip_suffix('s').filter(|body| body.len() > 1)?;
    let is_singular = SAME.contains(&word) || ["s", "u", "i"].iter().any(|ending| body.ends_with(ending));
    if is_singular {
        return None;
    }
    let Some(without_e) = body.strip_suffix('e') else { return Some(body.to_owned()) };
    let stays = |words: &[&str]| words.contains(&body);
    let is_es = match without_e {
        stem if stem.ends_with('i') => {
            let stem = stem.strip_suffix('i').filter(|stem| stem.len() > 1 && !stays(IN_IE));
            return Some(stem.map_or_else(|| body.to_owned(), |stem| format!("{stem}y")));
        }
        stem if stem.ends_with('o') => !stays(IN_OE),
        stem if stem.ends_with("ch") => !stays(IN_CHE),
        stem if stem.ends_with("ss") || stem.ends_with("sh") || stem.ends_with('x') || stem.ends_with("zz") => true,
        // `status` and `campus`, but `house`, `cause` and `use`.
        stem if stem.ends_with("us") => !stem.ends_with("ous") && !stem.ends_with("aus") && !stays(IN_USE),
        _ => false,
    };
    Some(if is_es { without_e } else { body }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::singular;

    /// Plurals, and what a person would call one of them.
    #[rustfmt::skip]
    const PAIRS: &[(&str, &str)] = &[
        ("wallets", "wallet"), ("policies", "policy"), ("addresses", "address"), ("boxes", "box"), ("caches", "cache"),
        ("licenses", "license"), ("databases", "database"), ("aliases", "alias"), ("houses", "house"), ("cookies", "cookie"),
        ("movies", "movie"), ("axes", "axis"), ("heroes", "hero"), ("indices", "index"), ("analyses", "analysis"),
        ("niches", "niche"), ("headaches", "headache"), ("statuses", "status"), ("people", "person"), ("children", "child"),
        ("criteria", "criterion"), ("leaves", "leaf"), ("buses", "bus"), ("photos", "photo"), ("logos", "logo"),
        ("schemas", "schema"), ("quotas", "quota"), ("branches", "branch"), ("hashes", "hash"), ("shoes", "shoe"),
        ("responses", "response"), ("purchases", "purchase"), ("uses", "use"), ("causes", "cause"), ("warehouses", "warehouse"),
        ("campuses", "campus"), ("viruses", "virus"), ("sizes", "size"), ("quizzes", "quiz"), ("archives", "archive"),
        ("curves", "curve"), ("halves", "half"), ("apis", "api"), ("uris", "uri"), ("cpus", "cpu"), ("menus", "menu"),
        ("ids", "id"), ("urls", "url"), ("currencies", "currency"), ("queries", "query"), ("keys", "key"), ("days", "day"),
        ("classes", "class"), ("indexes", "index"), ("taxes", "tax"), ("batches", "batch"), ("expenses", "expense"),
        ("courses", "course"), ("phases", "phase"), ("images", "image"), ("prices", "price"), ("types", "type"),
        ("matrices", "matrix"), ("echoes", "echo"), ("ties", "tie"), ("repos", "repo"), ("pixels", "pixel"), ("ads", "ad"),
    ];

    /// Words that stay what they are.
    #[rustfmt::skip]
    const SAME: &[&str] = &[
        "series", "news", "status", "address", "alias", "https", "dns", "ios", "campus", "analysis", "basis", "data", "metadata",
        "analytics", "gas", "class", "access", "process", "progress", "redis", "gps", "aws", "canvas", "previous", "media", "s",
        "kubernetes", "is", "us", "focus", "bonus",
    ];

    #[test]
    fn one_of_many_is_called_what_a_person_would_call_it() {
        let one = |word: &str| singular(&[word.to_owned()]).concat();
        for (many, single) in PAIRS {
            assert_eq!(one(many), *single, "{many}");
        }
        for (_, single) in PAIRS.iter().filter(|(_, single)| *single != "leaf") {
            assert_eq!(one(single), *single, "a singular stays one");
        }
        for word in SAME {
            assert_eq!(one(word), *word);
        }
    }
}
