//! How the client's credentials get into each attempt at a call.

use std::time::Duration;

use http::StatusCode;

use super::core::Passage;
use super::credential::Tokens;
use super::oauth::Via;
use super::prepare::Recipient;
use super::report::Report;
use super::{Body, BoxFuture, ErrorKind, HttpRequest, StreamedResponse, TransportError};

/// How long a request for a token may take, whatever the time of a call.
const TOKEN_TIMEOUT: Duration = Duration::from_secs(30);

impl Passage {
    /// Puts the credentials into a request and sends it on. Tokens that there are not are fetched before. Where a server
    /// refuses them, the request goes once more with new ones, if its body can be sent again.
    pub(super) async fn authorized<'a>(
        &'a self,
        mut request: HttpRequest,
        run: impl Fn(HttpRequest) -> BoxFuture<'a, Result<StreamedResponse, TransportError>>,
    ) -> Result<StreamedResponse, TransportError> {
        let settings = &self.core.settings;
        let began = settings.transport.elapsed();
        let recipient = self.noted(settings.trusted_recipient(&self.call, &request))?;
        let mut is_first = true;
        loop {
            let tokens = self.tokens(&recipient).await?;
            let is_repeatable = is_first && tokens.is_any() && request.body.as_ref().is_none_or(Body::is_replayable);
            let again = is_repeatable.then(|| request.clone());
            if tokens.is_any() {
                // The call's time goes on while tokens are fetched.
                let spent = settings.transport.elapsed().saturating_sub(began);
                (request.stated, request.timeout) =
                    (request.timeout, request.timeout.map(|time| time.saturating_sub(spent)));
            }
            self.noted(settings.authorize(&recipient, &self.call, &mut request, &tokens))?;
            let answer = run(request).await?;
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
    async fn tokens(&self, recipient: &Recipient<'_>) -> Result<Tokens, TransportError> {
        let settings = &self.core.settings;
        if !settings.credentials.are_live() {
            return Ok(Tokens::default());
        }
        let via = Via {
            transport: settings.transport.clone(),
            user_agent: settings.user_agent.clone(),
            server: settings.server.as_str().to_owned(),
            timeout: Some(settings.timeout.map_or(TOKEN_TIMEOUT, |timeout| timeout.min(TOKEN_TIMEOUT))),
            is_blocking: self.core.way.is_blocking,
        };
        let fetched = settings.credentials.fetch(&recipient.credentials, &via).await;
        self.noted(
            fetched.map_err(|(scheme, error)| Report::new(self.call.operation, ErrorKind::Token { scheme, error })),
        )
    }

    /// What layers see of a refusal.
    fn noted<T>(&self, result: Result<T, Box<Report>>) -> Result<T, TransportError> {
        result.map_err(|report| self.refusal.note(report))
    }
}
