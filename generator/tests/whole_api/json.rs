//! Compiled as a test of the emitted package: real messages are read into its types, and written as they were.

use dfns_whole::runtime::json;
use dfns_whole::types::{Network, Wallet};
use dfns_whole::{auth, wallets};

#[test]
fn a_record_with_nulls_and_fields_to_come() {
    let given = r#"{"id":"wa-1f04s-lqc9q-xxxxxxxxxxxxxxxx","network":"EthereumSepolia","address":null,
        "signingKey":{"id":"key-6ece3-9l565-xxxxxxxxxxxxxxxx","scheme":"ECDSA","curve":"secp256k1","publicKey":"0x02ab"},
        "status":"Active","dateCreated":"2023-04-14T20:41:28.715Z","custodial":true,"tags":["a"],"fieldToCome":[{}]}"#;
    let wallet: Wallet = json::from_str(given).unwrap();
    assert_eq!((&wallet.network, wallet.address.as_deref(), wallet.custodial), (&Network::EthereumSepolia, None, true));
    let written = json::to_string(&wallet).unwrap();
    assert!(
        written.starts_with(r#"{"id":"wa-1f04s-lqc9q-xxxxxxxxxxxxxxxx","network":"EthereumSepolia","signingKey":{"#),
        "{written}"
    );
    assert_eq!(json::from_str::<Wallet>(&written).unwrap(), wallet);
}

#[test]
fn a_union_within_a_request() {
    let given = r#"{"challengeIdentifier":"c","firstFactor":{"kind":"Fido2","credentialAssertion":{"credId":"i","clientData":"d","signature":"s","authenticatorData":"a","userHandle":"u"}}}"#;
    let request: auth::CreateUserActionSignatureRequest = json::from_str(given).unwrap();
    assert!(format!("{:?}", request.first_factor).starts_with("Fido2("), "{request:?}");
    assert_eq!(json::to_string(&request).unwrap(), given);
}

#[test]
fn a_list_of_unions_one_of_them_unknown() {
    let given = r#"{"walletId":"wa-1","network":"Ethereum","nfts":[{"kind":"Trc721","contract":"0x1","tokenId":"7"},{"kind":"Asa","assetId":"9"},{"kind":"ToCome","x":[1,{"y":null}]}]}"#;
    let answer: wallets::GetWalletNftsResponse = json::from_str(given).unwrap();
    assert_eq!(json::to_string(&answer).unwrap(), given);
    // The tag may come last.
    let last = given.replace(r#"{"kind":"Asa","assetId":"9"}"#, r#"{"assetId":"9","kind":"Asa"}"#);
    assert_eq!(json::from_str::<wallets::GetWalletNftsResponse>(&last).unwrap(), answer);
    let wrong = json::from_str::<wallets::GetWalletNftsResponse>(&given.replace(r#""0x1""#, "1")).unwrap_err();
    assert_eq!(wrong.to_string(), "at /nfts/0/contract: expected a string, found 1");
}
