//! The API described by itself: `GET /api/v1/openapi.json`.
//!
//! The page's types are generated from this document.

use actix_web::{HttpResponse, Responder};
use utoipa::OpenApi;

use super::{
    accounts, batches, bulk, categories, cheques, completions, contents, exports, history, imports, payees,
    preferences, program, registers, schedules, sessions, statements, stream, transactions, wire,
};

/// The description of every address under `/api/v1`.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Counterfoil",
        description = "The local interface of Counterfoil. It answers on 127.0.0.1 only, \
        to requests with the cookie that `/open/CODE` sets; writes and streams also need an Origin of its own."
    ),
    paths(
        program::app,
        program::keep_running,
        program::open_data_folder,
        program::start_own_book,
        program::quit,
        program::goodbye,
        program::heartbeat,
        sessions::tabs,
        sessions::list,
        sessions::sign_out,
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
        completions::complete,
        completions::recall,
        transactions::get,
        transactions::add,
        transactions::edit,
        transactions::delete,
        transactions::set_state,
        bulk::change,
        bulk::preview,
        bulk::void,
        bulk::duplicate,
        bulk::move_row,
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
        history::undo,
        history::redo,
        history::take_back,
        history::do_again,
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
pub struct ApiDoc;

/// The document as JSON.
pub async fn document() -> impl Responder {
    HttpResponse::Ok().json(ApiDoc::openapi())
}
