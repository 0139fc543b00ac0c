//! The addresses of reports, kept ones too. It does nothing itself.

use actix_web::web::{ServiceConfig, delete, get, patch, post, put, resource};

use super::{kept, make, read, rows};

pub fn reported(config: &mut ServiceConfig) {
    let list = resource("/reports/kept").route(get().to(kept::list)).route(post().to(kept::keep));
    let one = resource("/reports/kept/{id}").route(patch().to(kept::change)).route(delete().to(kept::delete));
    config
        .route("/reports", post().to(make))
        .route("/reports/rows", post().to(rows))
        .route("/reports/order", put().to(kept::order))
        .service(list)
        .service(one)
        .route("/reports/{name}", get().to(read));
}
