//! What `board.yaml` generates to, against Prism.

mod report;

use openscaler_api::types::{Coordinate, ListPlayersOptions, Mark, MarkInput};
use openscaler_api::{ApiKey, BasicAuth, BearerToken, Client, Credentials, Outcome};
use report::Report;

fn main() {
    report::run(async |url, report| {
        let builder = || Client::builder().base_url(url);
        let key = builder().credentials(Credentials::key(ApiKey::new("k"))).login(BasicAuth::new("user", "password"));
        let key = key.build().unwrap();
        let token = builder().credentials(Credentials::token(BearerToken::new("t"))).build().unwrap();
        for client in [&key, &token] {
            let board = client.get_board().await;
            report.accepted("get_board", board, |board| board.squares.len() == 3);
            for (row, column) in [(1, 1), (1, 3), (3, 2)] {
                let at = |number: i64| Coordinate::try_from(number).unwrap();
                let mark = client.get_square(&at(row), &at(column)).await;
                report.accepted("get_square", mark, |mark| !matches!(mark, Mark::Unknown(_)));
                let board = client.put_square(&at(row), &at(column), &MarkInput::X).await;
                report.accepted("put_square", board, |board| board.squares.iter().all(|row| row.len() == 3));
            }
        }
        let options = ListPlayersOptions::default().names(vec!["a,b".to_owned(), "c d".to_owned()]).above(1);
        let players = token.list_players_with(&options).await;
        report.accepted("list_players", players, |players| !players.is_empty());
        report.accepted("leave", key.leave().await, |()| true);
        let error = key.list_players().await.unwrap_err();
        report.case("list_players without a token", error.outcome() == Outcome::NotSent && error.attempts() == 0);
        report.case("a square that is not there", Coordinate::try_from(4).is_err());
    });
}
