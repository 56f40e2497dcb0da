//! The library's interface to the settings: what a build script asks for.

use std::path::PathBuf;

use crate::generator::Generator;
use crate::settings::{Dates, Output, PropertySetting, PropertyWay, ResponseSetting, UndeclaredSuccess};

impl Generator {
    /// Reads this file where a reference leads to this URL; nothing is ever fetched. Where the URL ends with `/`, the file is
    /// a folder that stands for all URLs below. May be called again for more; the longest URL that fits holds.
    ///
    /// Relative references in such a file are relative to its URL. Where no file stands for what they lead to there, they
    /// are relative to the file's own path.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml")
    ///     .map_url("https://example.com/schemas/", "vendor/schemas") // a folder
    ///     .map_url("https://example.com/pets.yaml", "vendor/pets.yaml")
    ///     .build();
    /// ```
    pub fn map_url(mut self, url: impl Into<String>, file: impl Into<PathBuf>) -> Generator {
        self.settings.mapped.push((url.into(), file.into()));
        self
    }

    /// Says which folder the document's files are in. References may lead to any regular file in it, and neither they nor
    /// symbolic links out of it.
    ///
    /// Otherwise it is the nearest of the package that is being built, the repository that the document is in, and the
    /// document's own folder. Files that are named here, such as overlays and those that stand for URLs, may be anywhere.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Generator {
        self.settings.root = Some((folder.into(), None));
        self
    }

    /// Changes the document by an [overlay] before it is read, so that it need not be edited: for descriptions, wrong types
    /// and whatever else is not as it should be. May be called again for more, which are applied in order.
    ///
    /// [overlay]: https://spec.openapis.org/overlay/latest.html
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").overlay("fixes.yaml").build();
    /// ```
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Generator {
        self.settings.overlays.push(file.into());
        self
    }

    /// Wants this operation: `POST /auth/login/code`, `/auth/login/code` for every method, or its operationId. In all of
    /// them, `*` is any text and `?` any one character: `GET /auth/*`. May be called again for more.
    pub fn operation(mut self, operation: impl Into<String>) -> Generator {
        self.settings.selection.operations.push(operation.into().into());
        self
    }

    /// Wants every operation with this tag, in which `*` and `?` are wildcards as well. May be called again for more.
    pub fn tag(mut self, tag: impl Into<String>) -> Generator {
        self.settings.selection.tags.push(tag.into().into());
        self
    }

    /// Leaves an operation out, named as in [`Generator::operation`], and with it the types that nothing else uses. May be
    /// called again for more.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml")
    ///     .operation("GET *")
    ///     .exclude_operation("GET /internal/*")
    ///     .tag("Admin *")
    ///     .exclude_tag("debug")
    ///     .build();
    /// ```
    pub fn exclude_operation(mut self, operation: impl Into<String>) -> Generator {
        self.settings.selection.excluded.push(operation.into().into());
        self
    }

    /// Leaves out every operation with this tag, named as in [`Generator::tag`]. May be called again for more.
    pub fn exclude_tag(mut self, tag: impl Into<String>) -> Generator {
        self.settings.selection.excluded_tags.push(tag.into().into());
        self
    }

    /// Makes types of all components, whether operations lead to them or not. It is so anyhow where a document has no
    /// operations, unless `false` is said here.
    pub fn all_types(mut self, all: bool) -> Generator {
        self.settings.all_types = Some(all);
        self
    }

    /// Gives something another name. What is renamed is a schema, by its key under `components/schemas` or its JSON Pointer
    /// (`#/components/schemas/Pet`); an operation, by `POST /pets` or its operationId; a type, by the name it would have; or a
    /// field or an enum's variant: `Pet.kind`, by the name in the document.
    ///
    /// With `*` for any text several are renamed, which keep what stands in its place: each `*` of the new name is what one of
    /// `what` took, of fields one behind the point. It is looked for among components, then operations, types and members, and
    /// renames those of the first kind that it finds any of. What has a line of its own keeps that name; of several with `*` the
    /// first one holds.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml")
    ///     .rename("Pet", "Animal") // a component, with what is named after it
    ///     .rename("POST /pets", "adopt")
    ///     .rename("Pet.type", "species")
    ///     .rename("*Dto", "*") // `UserDto` is `User`
    ///     .build();
    /// ```
    pub fn rename(mut self, what: impl Into<String>, name: impl Into<String>) -> Generator {
        self.settings.renames.push((what.into().into(), name.into().into()));
        self
    }

    /// Takes names apart otherwise than their capitals say: what the document writes as one word, in its letters, and the words
    /// that it is.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml")
    ///     .word("eCommerce", "ecommerce") // `eCommerceId` is `ecommerce_id`
    ///     .word("userid", "user id")
    ///     .build();
    /// ```
    pub fn word(mut self, written: impl Into<String>, words: impl Into<String>) -> Generator {
        self.settings.words.push((written.into().into(), words.into().into()));
        self
    }

    /// Leaves out what names of components, tags and operationIds begin with, where something is left and no other has that name.
    /// What nearly all components or tags begin with is left out anyhow.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").prefix("Acme").build(); // `AcmeUser` is `User`
    /// ```
    pub fn prefix(mut self, prefix: impl Into<String>) -> Generator {
        self.settings.prefixes.push(prefix.into().into());
        self
    }

    /// Moves operations to a group, whatever their tags are. They are named by `POST /pets`, `/pets` or operationId, with `*` for
    /// any text and `?` for any one character; the first call that names an operation holds.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml")
    ///     .group("* /v2/invoices*", "billing") // client.billing()
    ///     .build();
    /// ```
    pub fn group(mut self, operations: impl Into<String>, group: impl Into<String>) -> Generator {
        self.settings.groups.push((operations.into().into(), group.into().into()));
        self
    }

    /// Uses a type of your own for a schema, which is named by its key under `components/schemas` or its JSON Pointer. The type
    /// is named by its whole path, such as `crate::money::Money`, and is `Clone`, `Debug`, `PartialEq` and the runtime's
    /// `Decode` and `Encode`. No code is generated for the schema, nor for what only it uses.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").replace_type("Money", "crate::money::Money").build();
    /// ```
    pub fn replace_type(mut self, schema: impl Into<String>, ty: impl Into<String>) -> Generator {
        self.settings.replacements.push((schema.into().into(), ty.into().into()));
        self
    }

    /// Derives a trait for every type, operations left out; one of the standard library for those that can have it. Every
    /// type has `Clone`, `Debug`, `PartialEq` and serde's traits anyhow.
    pub fn derive(mut self, path: impl Into<String>) -> Generator {
        self.settings.derives.push((None, path.into().into()));
        self
    }

    /// Derives a trait for one type, which is named by its component or by the name it has.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml")
    ///     .derive("Eq")
    ///     .derive_for("Pet", "Hash")
    ///     .build();
    /// ```
    pub fn derive_for(mut self, ty: impl Into<String>, path: impl Into<String>) -> Generator {
        self.settings.derives.push((Some(ty.into().into()), path.into().into()));
        self
    }

    /// Lets the client hold a parameter that many operations have in common, so that calls need not give it: its name, and
    /// its place, which is `path`, `query`, `header` or `cookie`. The builder of the client takes the value by a constant of
    /// its module `client_parameters`. Parameters for which the document says `x-ms-parameter-location: client` are such
    /// anyhow.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml")
    ///     .client_parameter("accountId", "path")
    ///     .build();
    /// ```
    pub fn client_parameter(mut self, name: impl Into<String>, place: impl Into<String>) -> Generator {
        self.settings.client_parameters.push((name.into().into(), place.into().into()));
        self
    }

    /// What is emitted: [`Output::Types`] leaves the client out, for those who only write and read values.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").only(oasmith::Output::Types).all_types(true).build();
    /// ```
    pub fn only(mut self, output: Output) -> Generator {
        self.settings.output = Some(output);
        self
    }

    /// Makes values of `date`, `date-time`, `http-date`, `unixtime` and `duration` types of this library.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").dates(oasmith::Dates::Jiff).build();
    /// ```
    pub fn dates(mut self, dates: Dates) -> Generator {
        self.settings.dates = Some(dates);
        self
    }

    /// Leaves values of this format the strings or numbers that they are: `uuid`, `date-time`, `duration`, `unixtime` and so on,
    /// in which `*` and `?` are wildcards; `int64` leaves integers in strings. It is meant for servers that do not keep to a
    /// format. May be called again for more.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").string_format("uuid").string_format("date*").build();
    /// ```
    pub fn string_format(mut self, format: impl Into<String>) -> Generator {
        self.settings.strings.push(format.into().into());
        self
    }

    /// Whether `base64url` in bodies is written with padding, for servers that insist on it. It is read with and without.
    pub fn padded_base64url(mut self, padded: bool) -> Generator {
        self.settings.pads_base64url = Some(padded);
        self
    }

    /// Whether an answer with a 2xx status that the document does not declare is read as its declared success: 201 as the 200 of
    /// the document, for instance. Without it, it is an error, or what `default` declares. Of several declared successes it is
    /// the only one with a body; where several of different types have one, this changes nothing.
    pub fn read_undeclared_success(mut self, read: bool) -> Generator {
        self.settings.undeclared_success = Some(read);
        self
    }

    /// Says how an operation's answers are read that have a 2xx status which it does not declare; the operation is named as in
    /// [`Generator::operation`]. May be called again for more; the first that fits an operation holds, and
    /// [`read_undeclared_success`](Generator::read_undeclared_success) is for the others.
    ///
    /// ```no_run
    /// use oasmith::UndeclaredSuccess;
    ///
    /// oasmith::Generator::new("openapi.yaml")
    ///     .undeclared_success("createFlow", 200) // as what is declared with 200
    ///     .undeclared_success("POST /jobs/*", UndeclaredSuccess::Default)
    ///     .undeclared_success("*", UndeclaredSuccess::Read)
    ///     .build();
    /// ```
    pub fn undeclared_success(self, operation: impl Into<String>, read: impl Into<UndeclaredSuccess>) -> Generator {
        self.response(operation.into(), None, read.into())
    }

    /// Says how an operation's answers with this 2xx status are read, which it does not declare: as
    /// [`Generator::undeclared_success`], for one status.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").undeclared_status("createFlow", 201, 200).build();
    /// ```
    pub fn undeclared_status(
        self,
        operation: impl Into<String>,
        status: u16,
        read: impl Into<UndeclaredSuccess>,
    ) -> Generator {
        self.response(operation.into(), Some(status), read.into())
    }

    fn response(mut self, operation: String, status: Option<u16>, read: UndeclaredSuccess) -> Generator {
        let operations = operation.into();
        self.settings.responses.push(ResponseSetting { operations, status, read });
        self
    }

    /// Reads the `null` of an operation's answer as an empty list or map, where a success is one; the operation is named as in
    /// [`Generator::operation`]. May be called again for more.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").null_answer_as_empty("list*").build();
    /// ```
    pub fn null_answer_as_empty(mut self, operation: impl Into<String>) -> Generator {
        self.settings.null_answers.push(operation.into().into());
        self
    }

    /// Says that these operations take an idempotency key in this header; they are named as in [`Generator::operation`].
    /// Retries make such a key for each call that is not idempotent anyhow, and may repeat it then. An operation with a
    /// header parameter `Idempotency-Key` takes one anyhow. May be called again for more; the first that fits an operation
    /// holds.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").idempotency_key("POST /payments*", "X-Request-Key").build();
    /// ```
    pub fn idempotency_key(mut self, operation: impl Into<String>, header: impl Into<String>) -> Generator {
        self.settings.idempotency_keys.push((operation.into().into(), header.into().into()));
        self
    }

    /// Lets a required property be absent from answers, where it is an `Option` then; an answer's `null` is `None` as well.
    /// Requests go on to require it: a schema that is sent and read becomes two types, of which a note tells. The property
    /// is named as `Pet.name`, by a component, a generated type or a JSON Pointer in front; `*` and `?` are wildcards:
    /// `*.name`, `Pet.*`. May be called again for more.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").optional_property("Pet.name").build();
    /// ```
    pub fn optional_property(self, property: impl Into<String>) -> Generator {
        self.property(property.into(), PropertyWay::Optional)
    }

    /// Reads the `null` of a required list or map as an empty one; the property is named as in
    /// [`Generator::optional_property`]. May be called again for more.
    ///
    /// ```no_run
    /// oasmith::Generator::new("openapi.yaml").null_as_empty("*.tags").build();
    /// ```
    pub fn null_as_empty(self, property: impl Into<String>) -> Generator {
        self.property(property.into(), PropertyWay::NullAsEmpty)
    }

    fn property(mut self, key: String, way: PropertyWay) -> Generator {
        self.settings.properties.push(PropertySetting { key: key.into(), way });
        self
    }

    /// Keeps the names that this file has, a lock of names, and not those of the `oasmith.lock` beside the document.
    /// [`update_lock`](Generator::update_lock) and the program's `oasmith lock` write it; other runs only read it, and say where
    /// the document has other names than it.
    ///
    /// ```no_run
    /// oasmith::Generator::new("spec/openapi.yaml").lock("names.lock").build();
    /// ```
    pub fn lock(mut self, file: impl Into<PathBuf>) -> Generator {
        self.settings.lock = Some(file.into());
        self
    }

    /// Reads settings from this file, and not from the `oasmith.toml` beside the document. What is told here holds as well.
    pub fn config(mut self, file: impl Into<PathBuf>) -> Generator {
        self.config = Some(file.into());
        self
    }
}
