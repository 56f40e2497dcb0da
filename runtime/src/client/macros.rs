//! The macros that declare in an SDK what only the SDK's own crate can give inherent methods to.

/// Declares an SDK's client, which talks to the server that the expression gives unless it is told otherwise and holds
/// credentials for these security schemes, and the calls that it makes. Without a list, credentials of any name are held.
///
/// ```
/// use oasmith_runtime::{SchemeSpec, client};
///
/// const TOKEN: SchemeSpec = SchemeSpec::bearer("token");
///
/// client! {
///     /// A client of the API.
///     pub struct Client for "https://api.example", credentials for [TOKEN];
///     /// A call that has not been sent.
///     pub struct Call;
/// }
///
/// let client = Client::builder().credential(TOKEN, "s3cret").build();
/// ```
#[macro_export]
macro_rules! client {
    (
        $(#[$client_attribute:meta])*
        $client_vis:vis struct $Client:ident for $server:expr $(, credentials for [$($scheme:expr),* $(,)?])?;
        $(#[$call_attribute:meta])*
        $call_vis:vis struct $Call:ident;
    ) => {
        $(#[$client_attribute])*
        ///
        /// It is cheap to clone: clones share connections and credentials.
        #[derive(Clone, Debug)]
        $client_vis struct $Client($crate::__private::ClientCore);

        impl $Client {
            /// A client of the document's first server, without credentials.
            ///
            /// Nothing happens before the first call, which also reports if no transport can be had.
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                Self::builder().build()
            }

            /// A client of this server, without credentials: one that the document names, or any URL.
            #[must_use]
            pub fn with_server(server: impl Into<$crate::client::ServerUrl>) -> Self {
                Self::builder().server(server).build()
            }

            /// Sets up a client of the document's first server.
            #[inline]
            pub fn builder() -> $crate::client::ClientBuilder<Self> {
                $crate::client::ClientBuilder::new($server, env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
                    $(.schemes(&[$($scheme),*]))?
            }

            /// The same client with another credential for the security scheme of this name: for each of many tenants,
            /// for instance. It shares everything else, connections among it, and costs about as little as a call.
            #[must_use]
            pub fn with_credential(
                &self,
                scheme: impl AsRef<str>,
                credential: impl Into<$crate::client::Credential>,
            ) -> Self {
                Self(self.0.with_credential(scheme.as_ref(), credential.into()))
            }

            /// A call of an endpoint that the document lacks: by this method, to this path at the client's server, with
            /// this body, if any. It has the client's credentials, layers and errors.
            pub fn send_request(
                &self,
                method: impl AsRef<str>,
                path: impl AsRef<str>,
                body: impl Into<Option<$crate::client::Body>>,
            ) -> $Call<'_, $crate::client::CustomRequest> {
                self.call($crate::client::CustomRequest::new(method, path, body))
            }

            /// A call of this operation, which is sent when it is awaited.
            pub fn call<O: $crate::client::Operation>(&self, operation: O) -> $Call<'_, O> {
                $Call { client: self, operation, options: $crate::client::Options::new() }
            }
        }

        impl Default for $Client {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<$crate::__private::ClientCore> for $Client {
            #[inline]
            fn from(core: $crate::__private::ClientCore) -> Self {
                Self(core)
            }
        }

        $(#[$call_attribute])*
        #[derive(Clone, Debug)]
        #[must_use = "a call is sent when it is awaited"]
        $call_vis struct $Call<'c, O> {
            pub(crate) client: &'c $Client,
            pub(crate) operation: O,
            options: $crate::client::Options,
        }

        impl<O: $crate::client::Operation> $Call<'_, O> {
            /// How long an attempt at the call may take, up to the last byte of the answer's body: the whole call, unless
            /// there are retries. A stream has this time to begin, and then for each piece.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.options = self.options.timeout(timeout);
                self
            }

            /// Sends this header, in place of whatever would be sent under that name.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.options = self.options.header(name, value);
                self
            }

            /// Sends this in the query as well, whatever the document says of it.
            pub fn extra_query(mut self, name: &str, value: &str) -> Self {
                self.options = self.options.extra_query(name, value);
                self
            }

            /// Sends this member with the body, an object in JSON or a form, whatever the document says of it.
            pub fn extra_body(mut self, name: &str, value: impl Into<$crate::codec::Value>) -> Self {
                self.options = self.options.extra_body(name, value);
                self
            }

            /// Takes these options over, as far as they say something.
            pub fn with_options(mut self, options: $crate::client::Options) -> Self {
                self.options = self.options.merged(options);
                self
            }
        }

        impl<'c, O: $crate::client::Operation> $Call<'c, O> {
            /// Asks for the answer as it comes, whatever the document declares: status, headers and body, errors
            /// included. What is optional is set before. It does not go on over other connections.
            pub fn raw(self) -> $Call<'c, $crate::client::Raw<O>> {
                $Call { client: self.client, operation: $crate::client::Raw(self.operation), options: self.options }
            }
        }

        impl<'c, T, O: $crate::client::Operation<Output = $crate::client::ItemStream<T>>> $Call<'c, O> {
            /// Has the stream, of server-sent events, go on over another connection where it ends. The bytes of `.raw()` do
            /// not.
            pub fn reconnect(mut self, reconnect: $crate::client::Reconnect) -> Self {
                self.options = self.options.reconnect(reconnect);
                self
            }
        }

        impl<'c, O: $crate::client::StreamOperation> $Call<'c, O> {
            /// Asks for the answer as it comes: item by item where the document declares a stream, else in pieces of
            /// bytes. What is optional is set before.
            pub fn stream(self) -> $Call<'c, $crate::client::Streamed<O>> {
                $Call { client: self.client, operation: $crate::client::Streamed(self.operation), options: self.options }
            }
        }

        impl<'c, O: $crate::client::Operation> $Call<'c, O> {
            /// Sends the call, when that is awaited, for a success with its status and headers.
            pub fn with_response(self) -> $crate::client::WithResponse<'c, O> {
                self.client.0.with_response(&self.operation, self.options)
            }
        }

        impl<'c, O: $crate::client::Operation> ::std::future::IntoFuture for $Call<'c, O> {
            type Output = $crate::client::Outcome<O>;
            type IntoFuture = $crate::client::Sending<'c, O>;

            fn into_future(self) -> Self::IntoFuture {
                self.client.0.send(&self.operation, self.options)
            }
        }

        $crate::__blocking_call! { $Call }
    };
}

/// Gives the calls of an operation its setters.
///
/// ```text
/// setters! {
///     super::Call<'_, ListPets>;
///
///     /// Sets `limit`.
///     limit: i64,
/// }
/// ```
#[macro_export]
macro_rules! setters {
    ($Call:ty; $($(#[$attribute:meta])* $name:ident: $argument:ty,)*) => {
        impl $Call {
            $(
                $(#[$attribute])*
                #[inline]
                pub fn $name(mut self, $name: $argument) -> Self {
                    self.operation = self.operation.$name($name);
                    self
                }
            )*
        }
    };
}

// A `#[cfg]` inside the expansion would be judged by the features of the SDK's crate, so each state of this crate's
// feature has a macro of its own.

/// Blocking calls, as this crate's feature `blocking` gives them.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_call {
    ($Call:ident) => {
        impl<O: $crate::client::Operation> $Call<'_, O> {
            /// Sends the call while the calling thread waits. In async code, await the call instead.
            ///
            /// # Errors
            ///
            /// The same as for an awaited call.
            pub fn send_blocking(self) -> $crate::client::Outcome<O> {
                self.client.0.send_blocking(&self.operation, self.options)
            }

            /// Sends the call while the calling thread waits, for a success with its status and headers.
            ///
            /// # Errors
            ///
            /// The same as for an awaited call.
            pub fn with_response_blocking(
                self,
            ) -> ::std::result::Result<$crate::client::TypedResponse<O>, $crate::client::Error<O::Error>> {
                self.client.0.with_response_blocking(&self.operation, self.options)
            }
        }
    };
}

/// No blocking calls: this crate's feature `blocking` is off. What calls them is told so.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_call {
    ($Call:ident) => {
        impl<O: $crate::client::Operation> $Call<'_, O> {
            /// Needs the feature `blocking`, which is off.
            pub fn send_blocking(self) -> $crate::client::Outcome<O>
            where
                O: $crate::__private::Blocking,
            {
                self.operation.sent()
            }

            /// Needs the feature `blocking`, which is off.
            pub fn with_response_blocking(
                self,
            ) -> ::std::result::Result<$crate::client::TypedResponse<O>, $crate::client::Error<O::Error>>
            where
                O: $crate::__private::Blocking,
            {
                self.operation.answered()
            }
        }
    };
}

/// What no operation is: the bound under which blocking calls are while the feature `blocking` is off.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "blocking calls need the feature `blocking`, which is off",
    label = "needs the feature `blocking`",
    note = "in Cargo.toml, add `features = [\"blocking\"]` to the client's package, or to `oasmith-runtime` where the client is a part of your own",
    note = "in async code, await the call instead"
)]
pub trait Blocking: super::Operation + Sized {
    fn sent(self) -> super::Outcome<Self>;
    fn answered(self) -> Result<super::TypedResponse<Self>, super::Error<Self::Error>>;
}
