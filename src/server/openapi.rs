//! The API described by itself: `GET /api/v1/openapi.json`.
//!
//! The page's types are generated from this document. It is put together by a test only (`make types` writes it), which
//! compares it with the file that the program has built in: the code that would do so at each start weighed 2.5 MB.

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, Responder};
#[cfg(test)]
use utoipa::OpenApi;

#[cfg(test)]
use super::{
    about, accounts, attachments, backups, batches, budget, bulk, categories, cheques, completions, contents,
    exports, history, imports, integration, pairs, payees, preferences, program, registers, reports, rescue,
    rest, schedules, sessions, statements, stream, tokens, transactions, wire,
};

/// The description of every address under `/api/v1`.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Counterfoil",
        description = "The local interface of Counterfoil. It answers on 127.0.0.1 only, \
        to requests with the cookie that `/open/CODE` sets; writes and streams also need an Origin of its own. \
        A script shows a key of its own instead: `Authorization: Bearer KEY`, see `/api/v1/tokens`."
    ),
    paths(
        about::about,
        program::app,
        program::keep_running,
        program::open_data_folder,
        program::start_own_book,
        integration::open_log,
        integration::start_at_login,
        integration::address,
        program::quit,
        rescue::rescue,
        backups::list,
        backups::make,
        backups::restore,
        program::came_forward,
        program::goodbye,
        program::heartbeat,
        sessions::tabs,
        sessions::list,
        sessions::sign_out,
        tokens::list,
        tokens::make,
        tokens::revoke,
        stream::events,
        stream::poll,
        stream::open_socket,
        accounts::list,
        accounts::open,
        accounts::edit,
        accounts::delete,
        accounts::opening,
        accounts::order,
        registers::register,
        registers::place,
        reports::read,
        reports::make,
        reports::rows,
        budget::read,
        budget::plan,
        budget::averages,
        budget::set_way,
        budget::set_rule,
        budget::over,
        reports::kept::list,
        reports::kept::keep,
        reports::kept::change,
        reports::kept::delete,
        reports::kept::order,
        completions::complete,
        completions::recall,
        transactions::get,
        transactions::add,
        transactions::edit,
        transactions::delete,
        transactions::set_state,
        attachments::list,
        attachments::attach,
        attachments::file,
        attachments::detach,
        attachments::sizes,
        attachments::let_go,
        bulk::change,
        bulk::preview,
        bulk::void,
        bulk::duplicate,
        bulk::move_row,
        pairs::link,
        pairs::merge,
        pairs::counterparts,
        pairs::propose,
        bulk::move_in_day,
        payees::list,
        payees::rename,
        payees::delete,
        payees::merge,
        payees::delete_unused,
        payees::tags,
        payees::rename_tag,
        payees::delete_tag,
        payees::merge_tag,
        payees::delete_unused_tags,
        categories::rename,
        categories::rename_named,
        categories::preview_rename,
        categories::merge,
        categories::delete_unused,
        history::list,
        history::answer,
        history::undo,
        history::redo,
        history::take_back,
        history::do_again,
        rest::preview,
        rest::take_back,
        preferences::list,
        preferences::set,
        preferences::forget,
        statements::list,
        statements::get,
        statements::start,
        statements::edit,
        statements::tick,
        statements::finish,
        statements::reopen,
        statements::give_up,
        schedules::list,
        schedules::add,
        schedules::edit,
        schedules::delete,
        schedules::enter,
        schedules::skip,
        schedules::move_to,
        schedules::proposals,
        schedules::ahead,
        schedules::due_now,
        cheques::list,
        cheques::add,
        cheques::edit,
        cheques::delete,
        cheques::next,
        cheques::cheques,
        cheques::funds,
        imports::handing::list,
        imports::handing::hand,
        imports::handing::take,
        imports::progress::progress,
        imports::progress::stop,
        imports::preview,
        imports::upload::upload,
        imports::preview_again,
        imports::check_decisions,
        imports::record,
        imports::preview_with_layouts,
        imports::import,
        batches::list,
        batches::lines,
        batches::file,
        batches::forget_file,
        exports::export,
        contents::fill,
        contents::preview,
    ),
    components(schemas(wire::Problem, wire::LayoutPreset, wire::SortColumn, wire::UploadOrder))
)]
struct ApiDoc;

/// The document, as the test below writes it.
pub const DOCUMENT: &str = include_str!("../../web/src/api/openapi.json");

/// The document as JSON.
pub async fn document() -> impl Responder {
    HttpResponse::Ok().content_type(ContentType::json()).body(DOCUMENT)
}

#[cfg(test)]
mod tests {
    use expect_test::expect_file;

    use super::*;

    /// `make types` writes the file anew and then the page's types from it.
    #[test]
    fn the_page_is_built_against_what_is_described() {
        let document = serde_json::to_value(ApiDoc::openapi()).expect("serialises");
        let text = serde_json::to_string_pretty(&document).expect("serialises") + "\n";
        expect_file!["../../web/src/api/openapi.json"].assert_eq(&text);
    }
}
