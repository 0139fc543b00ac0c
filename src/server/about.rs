//! `/api/v1/app/about`: which program this is, where everything of it lies, and under which licences.

use std::path::PathBuf;

use actix_web::web::{self, Json};

use super::site::{Answer, Site};
use super::wire;

/// Counterfoil's own.
const LICENCE: &str = include_str!("../../LICENSE");

/// What there is to say of a run, from who knows it.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// What lies where, by names that people read.
    pub places: Vec<(&'static str, PathBuf)>,
    /// The texts that a package brings, of all libraries that are built in.
    pub libraries: Option<String>,
}

/// Which program this is, where everything of it lies, and under which licences.
#[utoipa::path(operation_id = "read_about", get, path = "/api/v1/app/about", tag = "program", responses((status = 200, body = wire::About)))]
pub async fn about(site: web::Data<Site>) -> Answer<wire::About> {
    let known = site.integration.as_ref().map(|desktop| desktop.about()).unwrap_or_default();
    let places = known.places.into_iter();
    Ok(Json(wire::About {
        version: env!("CARGO_PKG_VERSION").into(),
        commit: env!("COUNTERFOIL_COMMIT").into(),
        target: env!("COUNTERFOIL_TARGET").into(),
        places: places
            .map(|(name, path)| wire::PlaceOnDisk { name: name.into(), path: path.display().to_string() })
            .collect(),
        licence: LICENCE.into(),
        libraries: known.libraries,
    }))
}
