//! Every URL of the program, in one table.

use actix_web::web::{
    self, JsonConfig, PathConfig, PayloadConfig, QueryConfig, ServiceConfig, delete, get, patch, post, put,
    resource, scope,
};

use actix_web::middleware::from_fn;
use actix_web_lab::middleware::CatchPanic;

use super::error::{no_such_address, not_understood};
use super::{
    about, accounts, assets, attachments, backups, batches, budget, bulk, categories, cheques, completions,
    contents, exports, history, imports, integration, methods, openapi, orders, pairs, payees, preferences,
    program, registers, reports, rescue, rest, schedules, sessions, statements, stream, tokens, transactions,
};

/// The largest bank file that is taken, in bytes.
pub const LARGEST_FILE: usize = 512 * 1024 * 1024;

/// One that does not say how large it is, in bytes.
pub const LARGEST_UNDECLARED: usize = 64 * 1024 * 1024;

/// The largest whole book that is brought in, in bytes: a million transactions are some 400 MB of JSON.
pub const LARGEST_BOOK: usize = 1024 * 1024 * 1024;

/// The largest JSON body that is taken, in bytes.
pub const LARGEST_JSON: usize = 2 * 1024 * 1024;

/// Puts the table into a server.
pub fn configure(config: &mut ServiceConfig) {
    limits(config);
    config.service(
        scope("/api/v1")
            // A fault in one answer must not take the connection of others with it.
            .wrap(CatchPanic::default())
            .wrap(from_fn(orders::answer))
            .wrap(from_fn(methods::answer))
            .route("/openapi.json", get().to(openapi::document))
            .configure(life)
            .route("/events", get().to(stream::events))
            .route("/events/poll", get().to(stream::poll))
            .route("/events/socket", get().to(stream::open_socket))
            .service(resource("/accounts").route(get().to(accounts::list)).route(post().to(accounts::open)))
            .route("/accounts/order", put().to(accounts::order))
            .route("/accounts/{id}/opening", get().to(accounts::opening))
            .service(
                resource("/accounts/{id}")
                    .route(patch().to(accounts::edit))
                    .route(delete().to(accounts::delete)),
            )
            .route("/accounts/{id}/register", get().to(registers::register))
            .route("/accounts/{id}/register/place", get().to(registers::place))
            .route("/accounts/{id}/completions", get().to(completions::complete))
            .route("/accounts/{id}/recall", get().to(completions::recall))
            .configure(reports::routes::reported)
            .configure(budget::routes)
            .route("/transactions", post().to(transactions::add))
            .route("/transactions/bulk", post().to(bulk::change))
            .route("/transactions/bulk/preview", post().to(bulk::preview))
            .configure(pairing)
            .configure(attached)
            .service(
                resource("/transactions/{id}")
                    .route(get().to(transactions::get))
                    .route(put().to(transactions::edit))
                    .route(delete().to(transactions::delete)),
            )
            .route("/transactions/{id}/splits/{split}/state", put().to(transactions::set_state))
            .route("/preferences", get().to(preferences::list))
            .service(
                resource("/preferences/{key}")
                    .route(put().to(preferences::set))
                    .route(delete().to(preferences::forget)),
            )
            .configure(whole)
            .configure(reconciling)
            .configure(coming)
            .configure(chequebooks)
            .configure(names)
            .configure(changes)
            .configure(imported)
            .default_service(web::to(no_such_address)),
    );
    config.default_service(web::to(assets::any));
}

/// The program, its life, and who is connected.
fn life(config: &mut ServiceConfig) {
    config
        .route("/app", get().to(program::app))
        .route("/app/about", get().to(about::about))
        .route("/app/keep-running", put().to(program::keep_running))
        .route("/app/open-data-folder", post().to(program::open_data_folder))
        .route("/app/open-log", post().to(integration::open_log))
        .route("/app/start-at-login", put().to(integration::start_at_login))
        .route("/app/address", post().to(integration::address))
        .route("/app/came-forward", post().to(program::came_forward))
        .route("/app/own-book", post().to(program::start_own_book))
        .route("/app/quit", post().to(program::quit))
        .route("/goodbye", post().to(program::goodbye))
        .route("/tabs", post().to(sessions::tabs))
        .route("/sessions", get().to(sessions::list))
        .route("/sessions/sign-out", post().to(sessions::sign_out))
        .service(resource("/tokens").route(get().to(tokens::list)).route(post().to(tokens::make)))
        .route("/tokens/{name}", delete().to(tokens::revoke))
        .route("/heartbeat", post().to(program::heartbeat));
}

/// The book as a file, and a book filled with one.
fn whole(config: &mut ServiceConfig) {
    kept(config);
    config
        .route("/export", get().to(exports::export))
        .service(
            resource("/contents").app_data(PayloadConfig::new(LARGEST_BOOK)).route(post().to(contents::fill)),
        )
        .service(
            resource("/contents/preview")
                .app_data(PayloadConfig::new(LARGEST_BOOK))
                .route(post().to(contents::preview)),
        );
}

/// Backups.
fn kept(config: &mut ServiceConfig) {
    config
        .service(resource("/backups").route(get().to(backups::list)).route(post().to(backups::make)))
        .route("/book/rescue", post().to(rescue::rescue))
        .route("/backups/restore", post().to(backups::restore));
}

/// What comes again, and what is due.
fn coming(config: &mut ServiceConfig) {
    config
        .route("/due", get().to(schedules::due_now))
        .route("/accounts/{id}/ahead", get().to(schedules::ahead))
        .service(resource("/schedules").route(get().to(schedules::list)).route(post().to(schedules::add)))
        .route("/schedules/proposals", get().to(schedules::proposals))
        .service(
            resource("/schedules/{id}")
                .route(put().to(schedules::edit))
                .route(delete().to(schedules::delete)),
        )
        .route("/schedules/{id}/enter", post().to(schedules::enter))
        .route("/schedules/{id}/skip", post().to(schedules::skip))
        .route("/schedules/{id}/move", post().to(schedules::move_to));
}

/// Payees, tags and categories.
fn names(config: &mut ServiceConfig) {
    config
        .route("/payees", get().to(payees::list))
        .route("/payees/delete-unused", post().to(payees::delete_unused))
        .service(
            resource("/payees/{id}").route(patch().to(payees::rename)).route(delete().to(payees::delete)),
        )
        .route("/payees/{id}/merge", post().to(payees::merge))
        .route("/tags", get().to(payees::tags))
        .route("/tags/delete-unused", post().to(payees::delete_unused_tags))
        .service(
            resource("/tags/{id}")
                .route(patch().to(payees::rename_tag))
                .route(delete().to(payees::delete_tag)),
        )
        .route("/tags/{id}/merge", post().to(payees::merge_tag))
        .route("/categories/rename", post().to(categories::rename_named))
        .route("/categories/rename/preview", post().to(categories::preview_rename))
        .route("/categories/delete-unused", post().to(categories::delete_unused))
        .route("/categories/{id}", patch().to(categories::rename))
        .route("/categories/{id}/merge", post().to(categories::merge));
}

/// Rows that are two sides of one transfer, or one.
fn pairing(config: &mut ServiceConfig) {
    config
        .route("/transactions/link", post().to(pairs::link))
        .route("/transactions/merge", post().to(pairs::merge))
        .route("/transactions/{id}/counterparts", get().to(pairs::counterparts))
        .route("/transfers/proposals", get().to(pairs::propose))
        .service(
            resource("/history/{revision}/rest")
                .route(get().to(rest::preview))
                .route(post().to(rest::take_back)),
        );
}

/// What can become of a transaction, and the history.
fn changes(config: &mut ServiceConfig) {
    config
        .route("/transactions/{id}/void", post().to(bulk::void))
        .route("/transactions/{id}/duplicate", post().to(bulk::duplicate))
        .route("/transactions/{id}/move", post().to(bulk::move_row))
        .route("/transactions/{id}/place", post().to(bulk::move_in_day))
        .route("/history", get().to(history::list))
        .route("/answers/{key}", get().to(history::answer))
        .route("/history/{revision}/undo", post().to(history::take_back))
        .route("/history/{revision}/redo", post().to(history::do_again))
        .route("/undo", post().to(history::undo))
        .route("/redo", post().to(history::redo));
}

/// Files of transactions.
fn attached(config: &mut ServiceConfig) {
    config
        .service(
            resource("/transactions/{id}/attachments")
                .app_data(PayloadConfig::new(attachments::largest()))
                .route(get().to(attachments::list))
                .route(post().to(attachments::attach)),
        )
        .route("/attachments", get().to(attachments::sizes))
        .route("/attachments/let-go", post().to(attachments::let_go))
        .route("/attachments/{id}", delete().to(attachments::detach))
        .route("/attachments/{id}/file", get().to(attachments::file));
}

/// Bank files: previews, imports, and what is kept of them.
fn imported(config: &mut ServiceConfig) {
    config
        .route("/imports/previews", post().to(imports::preview))
        .route("/imports/previews/{id}", post().to(imports::preview_again))
        .route("/imports/previews/{id}/decisions", post().to(imports::check_decisions))
        .route("/imports/previews/{id}/layouts", post().to(imports::preview_with_layouts))
        .route("/imports/previews/{id}/record", get().to(imports::record))
        .service(resource("/imports").route(get().to(batches::list)).route(post().to(imports::import)))
        .route("/imports/upload", get().to(imports::upload::upload))
        .service(
            resource("/imports/progress/{task}")
                .route(get().to(imports::progress::progress))
                .route(delete().to(imports::progress::stop)),
        )
        .service(
            resource("/imports/handed")
                .route(get().to(imports::handing::list))
                .route(post().to(imports::handing::hand)),
        )
        .route("/imports/handed/{id}", delete().to(imports::handing::take))
        .route("/imports/{id}", get().to(batches::lines))
        .service(
            resource("/imports/{id}/file")
                .route(get().to(batches::file))
                .route(delete().to(batches::forget_file)),
        );
}

/// Statements and their ticks.
fn reconciling(config: &mut ServiceConfig) {
    config
        .service(
            resource("/accounts/{id}/statements")
                .route(get().to(statements::list))
                .route(post().to(statements::start)),
        )
        .service(
            resource("/statements/{id}")
                .route(get().to(statements::get))
                .route(put().to(statements::edit))
                .route(delete().to(statements::give_up)),
        )
        .route("/statements/{id}/ticks", put().to(statements::tick))
        .route("/statements/{id}/finish", post().to(statements::finish))
        .route("/statements/{id}/reopen", post().to(statements::reopen));
}

/// Chequebooks and their cheques.
fn chequebooks(config: &mut ServiceConfig) {
    config
        .service(
            resource("/accounts/{id}/chequebooks")
                .route(get().to(cheques::list))
                .route(post().to(cheques::add)),
        )
        .service(
            resource("/chequebooks/{id}")
                .route(patch().to(cheques::edit))
                .route(delete().to(cheques::delete)),
        )
        .route("/accounts/{id}/cheque-number", get().to(cheques::next))
        .route("/accounts/{id}/cheques", get().to(cheques::cheques))
        .route("/accounts/{id}/funds", get().to(cheques::funds));
}

/// How much is read, and how what cannot be read is answered.
fn limits(config: &mut ServiceConfig) {
    config
        .app_data(PayloadConfig::new(LARGEST_UNDECLARED))
        .app_data(JsonConfig::default().limit(LARGEST_JSON).error_handler(|error, _| not_understood(error)))
        .app_data(PathConfig::default().error_handler(|error, _| not_understood(error)))
        .app_data(QueryConfig::default().error_handler(|error, _| not_understood(error)));
}
