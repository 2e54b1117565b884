//! What `stock.yaml` generates to, against Prism.

mod report;

use openscaler_api::Client;
use openscaler_api::types::{Change, Event, EventInput, NewItem, PictureId};
use serde_json::{from_value, json};

fn main() {
    report::run(async |url, report| {
        let client = Client::builder().base_url(url).build().unwrap();
        for more in [json!({}), json!({ "size": [1, 2], "label": "AAEC", "limit": 3 }), json!({ "limit": null })] {
            let mut item = json!({ "name": "lamp", "price": 0.5 });
            item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let item: NewItem = from_value(item).unwrap();
            let added = client.add_item(&item).await;
            report.accepted("add_item", added, |item| !item.name.is_empty());
        }
        for id in [PictureId::from(7), PictureId::from("a/b".to_owned())] {
            report.accepted("change_item", client.change_item(&id, None).await, |item| !item.name.is_empty());
            for change in [json!({ "note": null }), json!({ "note": "n", "state": "used" }), json!({ "state": null })] {
                let change: Change = from_value(change).unwrap();
                report.accepted("change_item", client.change_item(&id, &change).await, |item| !item.name.is_empty());
            }
            report.accepted("picture", client.picture(&id, vec![0x89, b'P']).await, |()| true);
        }
        for event in [EventInput::arrival().count(3).build(), EventInput::loss().reason_null().build()] {
            let is_known = |event: &Event| !matches!(event, Event::Unknown(_));
            report.accepted("record", client.record(&event).await, |events| events.iter().all(is_known));
        }
    });
}
