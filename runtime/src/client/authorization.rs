//! How the client's credentials get into each attempt at a call.

use std::time::Duration;

use http::StatusCode;

use super::core::{Next, Passage};
use super::credential::Tokens;
use super::limits::{End, shorter};
use super::oauth::Via;
use super::prepare::Recipient;
use super::report::Report;
use super::{Body, ErrorKind, HttpRequest, StreamedResponse, TransportError, TransportErrorKind};

/// How long a request for a token may take, whatever the time of a call.
const TOKEN_TIMEOUT: Duration = Duration::from_secs(30);

impl Passage {
    /// Puts the credentials into a request and sends it on. Tokens that there are not are fetched before. Where a server
    /// refuses them, the request goes once more with new ones, if its body can be sent again.
    pub(super) async fn authorized(
        &self,
        mut request: HttpRequest,
        next: Next<'_>,
    ) -> Result<StreamedResponse, TransportError> {
        let settings = &self.core.settings;
        let began = settings.transport.elapsed();
        let recipient = self.noted(settings.trusted_recipient(&self.call, &request))?;
        let mut is_first = true;
        loop {
            let spent = || settings.transport.elapsed().saturating_sub(began);
            let left = |request: &HttpRequest| request.timeout.map(|time| time.saturating_sub(spent()));
            let tokens = self.tokens(&recipient, left(&request)).await?;
            let is_repeatable = is_first && tokens.is_any() && request.body.as_ref().is_none_or(Body::is_replayable);
            let again = is_repeatable.then(|| request.clone());
            if tokens.is_any() {
                // The call's time goes on while tokens are fetched.
                (request.stated, request.timeout) = (request.timeout, left(&request));
            }
            self.noted(settings.authorize(&recipient, &self.call, &mut request, &tokens))?;
            let answer = match self.core.has_attempt_layers() {
                true => next.run(request).await?,
                false => self.send(request).await?,
            };
            match again {
                Some(again) if answer.status == StatusCode::UNAUTHORIZED => {
                    settings.credentials.refuse(&tokens);
                    self.span.refused();
                    (request, is_first) = (again, false);
                }
                _ => return Ok(answer),
            }
        }
    }

    /// The tokens that are sent, which are fetched where they are not there.
    async fn tokens(&self, recipient: &Recipient<'_>, time: Option<Duration>) -> Result<Tokens, TransportError> {
        let settings = &self.core.settings;
        if !settings.credentials.are_live() {
            return Ok(Tokens::default());
        }
        let longest = settings.timeout.map_or(TOKEN_TIMEOUT, |timeout| timeout.min(TOKEN_TIMEOUT));
        // Other calls wait for the same request, which may have more time.
        let of_call = self.end.as_ref().filter(|end| time.is_none_or(|time| end.left() <= time));
        let own = shorter(time, of_call.map(End::left));
        let is_short = own.is_some_and(|time| time < longest);
        // A request ends by itself; what the program does may not.
        let own = own.filter(|_| is_short || settings.credentials.are_provided(&recipient.credentials));
        let is_blocking = self.core.way.is_blocking;
        let via = Via {
            transport: settings.transport.clone(),
            user_agent: settings.user_agent.clone(),
            server: settings.server.as_str().to_owned(),
            timeout: Some(longest),
            is_blocking,
            is_apart: is_short,
        };
        let fetch = settings.credentials.fetch(&recipient.credentials, &via);
        let late = || TransportError::new(TransportErrorKind::Timeout, "no token came in the time of the call");
        let fetched = match own {
            Some(own) => {
                // Where it is the call that ends, both ends are one, so that whoever is late here says so first.
                let of_call = of_call.cloned();
                let end = of_call.unwrap_or_else(|| End::of(own, &settings.transport, is_blocking));
                end.hold(async { Ok(fetch.await) }).await.map_err(|_| late())?
            }
            None => fetch.await,
        };
        self.noted(
            fetched.map_err(|(scheme, error)| Report::new(self.call.operation, ErrorKind::Token { scheme, error })),
        )
    }

    /// What layers see of a refusal.
    fn noted<T>(&self, result: Result<T, Box<Report>>) -> Result<T, TransportError> {
        result.map_err(|report| self.refusal.note(report))
    }
}
