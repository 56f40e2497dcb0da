//! Says which feature generated code needs, where it is off.

// A `#[cfg]` inside an expansion would be judged by the features of the SDK's crate, so each state of a feature has a
// macro of its own.

/// Stops the compiler with a message that says what to do where one of these features of this crate is off. Generated
/// code has it where it names what the features bring.
///
/// ```text
/// require_features! { chrono, uuid }
/// ```
#[macro_export]
macro_rules! require_features {
    ($($feature:ident),* $(,)?) => {
        $($crate::__require_feature! { $feature })*
    };
}

macro_rules! feature {
    ($feature:literal, $macro:ident) => {
        #[cfg(feature = $feature)]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $macro {
            () => {};
        }

        #[cfg(not(feature = $feature))]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $macro {
            () => {
                compile_error!(concat!(
                    "this code needs `",
                    $feature,
                    "`: switch on the feature `",
                    $feature,
                    "` of `oasmith-runtime` in Cargo.toml"
                ));
            };
        }
    };
}

feature! { "chrono", __require_chrono }
feature! { "client", __require_client }
feature! { "jiff", __require_jiff }
feature! { "time", __require_time }
feature! { "uuid", __require_uuid }

#[doc(hidden)]
#[macro_export]
macro_rules! __require_feature {
    (chrono) => {
        $crate::__require_chrono! {}
    };
    (client) => {
        $crate::__require_client! {}
    };
    (jiff) => {
        $crate::__require_jiff! {}
    };
    (time) => {
        $crate::__require_time! {}
    };
    (uuid) => {
        $crate::__require_uuid! {}
    };
}
