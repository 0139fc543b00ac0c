/**
 * What travels between the page and the server.
 *
 * Written by `npm run types` from openapi.json, the server's own description
 * of its API. Never changed by hand.
 */
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description `GET /api/v1/app/about`: which program this is, where everything of it lies, and under which licences. */
        About: {
            /** @description Which state of the sources it was built from, where whoever built it said so. */
            commit: string;
            /** @description The licences of all libraries that are built in, with their texts; null where no package brought them. */
            libraries?: string | null;
            /** @description The text of Counterfoil's own licence. */
            licence: string;
            places: components["schemas"]["PlaceOnDisk"][];
            /** @description The system it was built for. */
            target: string;
            version: string;
        };
        Account: {
            /**
             * Format: int64
             * @description Sum of the splits up to today. Liabilities owed are negative.
             */
            balance: number;
            /**
             * Format: int64
             * @description Sum of the cleared and reconciled splits.
             */
            cleared_balance: number;
            closed: boolean;
            /** @description ISO 4217 code. */
            currency: string;
            /**
             * Format: int32
             * @description Digits after the decimal mark in `currency` (ISO 4217): 2 for USD, 0 for JPY.
             */
            decimals: number;
            /**
             * Format: int64
             * @description Sum of all splits, those of days to come included.
             */
            entered_balance: number;
            /** @description The heading it stands under; empty for that of its kind. */
            group: string;
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["AccountKind"];
            name: string;
            note: string;
            /**
             * Format: int64
             * @description Its place among all that were given one; 0 for none: after those, by kind and name.
             */
            order: number;
            /**
             * Format: int64
             * @description Number of register rows.
             */
            rows: number;
            /** @description What people call such an account: "bank", "cash", "savings", "credit_card", "loan" …; may be empty. */
            subkind: string;
        };
        /**
         * @description Which side of the accounting equation an account is on.
         * @enum {string}
         */
        AccountKind: "asset" | "liability" | "income" | "expense" | "equity";
        AccountMove: {
            /** Format: int64 */
            account: number;
            /** @description The heading; empty for that of its kind. */
            group: string;
        };
        /** @description `GET /api/v1/accounts/{id}/opening` */
        AccountOpening: {
            opening?: components["schemas"]["Opening"] | null;
            /** Format: int64 */
            revision: number;
        };
        /** @description `PUT /api/v1/accounts/order` */
        AccountOrder: {
            /** @description Ids, in their new order. */
            accounts: number[];
            moved?: components["schemas"]["AccountMove"] | null;
        };
        /** @description `PATCH /api/v1/accounts/{id}`: only what is given changes. */
        AccountPatch: {
            /** @description Close it all the same: what `account-still-used` said was read. */
            close_anyway?: boolean;
            /** @description Refused with `account-still-used` where the account holds money or a schedule uses it. */
            closed?: boolean | null;
            group?: string | null;
            kind?: components["schemas"]["AccountKind"] | null;
            name?: string | null;
            note?: string | null;
            opening?: components["schemas"]["Opening"] | null;
            /** Format: int64 */
            order?: number | null;
            subkind?: string | null;
        };
        /** @description `GET /api/v1/accounts`: registers and categories, in their order. */
        Accounts: {
            accounts: components["schemas"]["Account"][];
            /** Format: int64 */
            revision: number;
            /** @description The day that the balances are those of. */
            today: string;
        };
        /** @description The register after the import against the bank's balance, in minor units. */
        Agreement: {
            /**
             * Format: int64
             * @description What it will hold more than the bank says; negative for less.
             */
            difference: number;
            /**
             * Format: int64
             * @description What the register will hold on the day of the bank's balance.
             */
            register: number;
            /** @description The first day from which it differs; null where it agrees, or differs from before the file's first line. */
            since?: string | null;
        };
        /** @description `GET /api/v1/accounts/{id}/ahead?days=`: what is coming in one register. */
        Ahead: {
            /** Format: int64 */
            account: number;
            /**
             * Format: int64
             * @description The balance at the end of today, minor units, without what is only scheduled.
             */
            balance: number;
            /** @description The lowest balance from today to the last of the days, transactions of later days included; the first of several. */
            lowest: components["schemas"]["BalancePoint"];
            /** Format: int64 */
            revision: number;
            /** @description By date; what is overdue comes first. */
            rows: components["schemas"]["AheadRow"][];
            today: string;
        };
        /** @description An occurrence that is not in the register yet. */
        AheadRow: {
            /**
             * Format: int64
             * @description Minor units; null where nobody knows it yet: it counts as nothing.
             */
            amount?: number | null;
            /**
             * Format: int64
             * @description What the balance would be after it.
             */
            balance: number;
            category: string;
            date: string;
            /** @description Whether it comes into the schedule's own account: the sign of an amount that is asked for. */
            deposit: boolean;
            /** @description It is entered by itself when its day comes. */
            enters: boolean;
            estimated: boolean;
            memo: string;
            /** @description Only the next one of a schedule can be entered, skipped or moved. */
            next: boolean;
            /** Format: int32 */
            occurrence: number;
            overdue: boolean;
            payee?: string | null;
            /** Format: int64 */
            schedule: number;
        };
        /**
         * @description What an amount without a minus is.
         * @enum {string}
         */
        AmountSense: "money_in" | "money_out";
        /** @description `GET /api/v1/app`: the program, its book and its life. */
        App: {
            book: components["schemas"]["BookInfo"];
            life: components["schemas"]["Life"];
            /** @description Where the log is; empty where none is kept. */
            log: string;
            /** @description The program's clock, RFC 3339: a page whose own is far from it goes by this one. */
            now: string;
            /** @description Whether that clock was set, as tests do: every page goes by it then. */
            now_is_set: boolean;
            /**
             * Format: int64
             * @description The newest revision of the book; the cursor to open the event stream with.
             */
            revision: number;
            /** @description Whether the program starts at login; null where that is not offered. */
            start_at_login?: boolean | null;
            /** @description Version of the program, as in `--version`. */
            version: string;
        };
        /** @description One file of a transaction. */
        Attachment: {
            /** Format: int64 */
            id: number;
            /** @description False where it was let go of after it had been removed. */
            is_kept: boolean;
            /** @description What it is by its first bytes, as it is served. */
            kind: components["schemas"]["AttachmentKind"];
            name: string;
            /**
             * Format: int64
             * @description In bytes.
             */
            size: number;
        };
        /**
         * @description What a file is. Some file is only downloaded.
         * @enum {string}
         */
        AttachmentKind: "image" | "pdf" | "file";
        /** @description `GET /api/v1/attachments`: how much room they take in the book. A file that is attached twice is kept once. */
        AttachmentSizes: {
            /**
             * Format: int64
             * @description As they are kept, compressed.
             */
            bytes: number;
            /** Format: int64 */
            files: number;
            /** Format: int64 */
            removed_bytes: number;
            /**
             * Format: int64
             * @description Files that were removed, or whose rows were deleted: they are kept so that undo brings them back.
             */
            removed_files: number;
            /** Format: int64 */
            revision: number;
        };
        /** @description `GET /api/v1/transactions/{id}/attachments`, in the order in which they came. */
        Attachments: {
            attachments: components["schemas"]["Attachment"][];
            /** Format: int64 */
            revision: number;
        };
        /** @description A backup that was read back and checked. */
        Backup: {
            /** @description RFC 3339, UTC. */
            at: string;
            /**
             * Format: int64
             * @description How large its file is.
             */
            bytes: number;
            /** @description The registers whose balance is another now. */
            differs: components["schemas"]["BackupBalance"][];
            /**
             * Format: int64
             * @description So many transactions fewer than now; negative where they are more.
             */
            fewer: number;
            name: string;
            /** Format: int64 */
            revision: number;
            /** Format: int64 */
            transactions: number;
            /** @description Why it was made, in words. */
            why: string;
        };
        /** @description What was in a register then, and now. */
        BackupBalance: {
            currency: string;
            name: string;
            /**
             * Format: int64
             * @description None where there is no such register any more.
             */
            now?: number | null;
            /**
             * Format: int64
             * @description Minor units.
             */
            then: number;
        };
        /** @description `GET /api/v1/backups` */
        Backups: {
            /** @description The newest first. */
            backups: components["schemas"]["Backup"][];
            /**
             * Format: int64
             * @description Of so many days, weeks and months one each is kept.
             */
            days: number;
            /** @description Where they are. */
            folder: string;
            /** Format: int64 */
            months: number;
            /**
             * Format: int64
             * @description Of the book as it is now.
             */
            revision: number;
            /** Format: int64 */
            transactions: number;
            /** Format: int64 */
            weeks: number;
        };
        BalancePoint: {
            /** Format: int64 */
            balance: number;
            date: string;
        };
        BankBalance: {
            /** Format: int64 */
            amount: number;
            date: string;
        };
        BatchAccount: {
            /** Format: int64 */
            account: number;
            /**
             * Format: int64
             * @description Lines whose transaction was deleted since.
             */
            deleted: number;
            /** Format: int64 */
            lines: number;
        };
        BatchLine: {
            /** Format: int64 */
            account: number;
            /** Format: int64 */
            amount: number;
            /** @description The payee in the bank's words. */
            bank_payee: string;
            date?: string | null;
            memo?: string | null;
            payee?: string | null;
            /**
             * Format: int64
             * @description Null where the transaction was deleted since.
             */
            transaction?: number | null;
        };
        /** @description `GET /api/v1/imports/{id}`: the lines of a batch, in the order of the file. */
        BatchLines: {
            lines: components["schemas"]["BatchLine"][];
            /** Format: int64 */
            revision: number;
        };
        BookInfo: {
            /** @description Whether this is the sample book, which is nobody's own. */
            demo: boolean;
            folder: string;
            /** @description What was found and done when it was opened, in sentences. */
            found: string[];
            /** @description Names this book for ever; a cursor is only good for the book it came from. */
            id: string;
            /** @description The file's name without its ending, for the title of the page. */
            name: string;
            path: string;
        };
        /** @description The date and the balance that an imported file brought. */
        BroughtStatement: {
            /**
             * Format: int64
             * @description The import: give it back to begin with its rows ticked.
             */
            batch: number;
            /** Format: int64 */
            closing: number;
            date: string;
            file: string;
        };
        /** @description `GET /api/v1/budget` */
        Budget: {
            /** @description Its first and its last day, `YYYY-MM-DD`. */
            from: string;
            /** @description As it was asked for. */
            period: string;
            /** Format: int64 */
            revision: number;
            /** @description By the codes of their currencies. */
            sections: components["schemas"]["BudgetSection"][];
            to: string;
            today: string;
            way: components["schemas"]["BudgetWay"];
        };
        /** @description `POST /api/v1/budget/averages` */
        BudgetAverages: {
            /** @description `2026-11`, `2026-Q4` or `2026`. */
            period: string;
        };
        /** @description Minor units. */
        BudgetFigures: {
            /**
             * Format: int64
             * @description Spent, or come in.
             */
            actual: number;
            /**
             * Format: int64
             * @description From the period before.
             */
            carried: number;
            /**
             * Format: int64
             * @description Carried and planned, less actual.
             */
            left: number;
            /**
             * Format: int64
             * @description What would be gone by today: what is scheduled on its day, the rest evenly.
             */
            pace: number;
            /** Format: int64 */
            planned: number;
        };
        /** @description So much is to be left by the end of a month. */
        BudgetGoal: {
            /**
             * Format: int64
             * @description Minor units, more than 0.
             */
            amount: number;
            /** @description `YYYY-MM` */
            by: string;
        };
        BudgetGoalState: {
            /** Format: int64 */
            amount: number;
            /** @description `YYYY-MM` */
            by: string;
            /**
             * Format: int64
             * @description What that is in each month from the first one of the period on; 0 where it is reached, or over.
             */
            monthly: number;
            /**
             * Format: int64
             * @description What was left before the period.
             */
            saved: number;
        };
        /** @description `GET /api/v1/budget/over/{transaction}` */
        BudgetOver: {
            /** @description The categories of the transaction that are over their plan in its month. */
            over: components["schemas"]["BudgetOverRow"][];
            /** Format: int64 */
            revision: number;
        };
        BudgetOverRow: {
            /**
             * Format: int64
             * @description Minor units, more than 0.
             */
            amount: number;
            /** Format: int64 */
            category: number;
            currency: string;
            /** Format: int32 */
            decimals: number;
            /** @description `YYYY-MM` */
            month: string;
            name: string;
        };
        BudgetPlan: {
            /**
             * Format: int64
             * @description Minor units; null takes the plan away.
             */
            amount?: number | null;
            /** Format: int64 */
            category: number;
            /** @description `2026-11`; what is planned for `2026-Q4` or `2026` is spread evenly over its months. */
            period: string;
        };
        /** @description `PUT /api/v1/budget/plans`: several amounts as one step. */
        BudgetPlans: {
            plans: components["schemas"]["BudgetPlan"][];
        };
        BudgetRow: {
            /**
             * Format: int64
             * @description The nearest one above it that there is.
             */
            above?: number | null;
            /** @description With everything below it. */
            all: components["schemas"]["BudgetFigures"];
            /** @description Whether what is left goes into the next month. */
            carries: boolean;
            /**
             * Format: int64
             * @description The category's number.
             */
            category: number;
            /**
             * Format: int64
             * @description The category in whose plan this one counts; null where it has a plan of its own, or nothing above has one.
             */
            covered_by?: number | null;
            /** @description How many categories it stands below. */
            depth: number;
            goal?: components["schemas"]["BudgetGoalState"] | null;
            income: boolean;
            name: string;
            /** @description Itself, with what it covers. */
            own: components["schemas"]["BudgetFigures"];
            /**
             * Format: int64
             * @description What was planned for itself in the period; null where nothing was. Without it, schedules are its plan.
             */
            planned?: number | null;
            /**
             * Format: int64
             * @description What schedules put into it in the period.
             */
            scheduled: number;
        };
        /** @description `PUT /api/v1/budget/categories/{id}` */
        BudgetRule: {
            carries: boolean;
            goal?: components["schemas"]["BudgetGoal"] | null;
        };
        BudgetSection: {
            currency: string;
            /** Format: int32 */
            decimals: number;
            income: components["schemas"]["BudgetFigures"];
            /** @description Income first, then spending; what is above comes first. */
            rows: components["schemas"]["BudgetRow"][];
            spending: components["schemas"]["BudgetFigures"];
            /**
             * Format: int64
             * @description With envelopes: income since the first month with a plan, less what was assigned, less what was over-spent in
             *     earlier months. Null where nothing is planned.
             */
            to_assign?: number | null;
        };
        /** @enum {string} */
        BudgetWay: "tracking" | "envelope";
        /** @description `POST /api/v1/transactions/bulk`, and `…/bulk/preview`: one change to all of these rows, or to none. */
        Bulk: {
            /**
             * Format: int64
             * @description The revision the page had read: a row that was changed since then is 409.
             */
            base?: number | null;
            change: components["schemas"]["BulkChange"];
            counterpart?: components["schemas"]["Counterpart"] | null;
            selection: components["schemas"]["RowRef"][];
        };
        /** @description What becomes of each row; written as `"delete"`, `{"payee": "Grocer"}`, `{"shift_days": -1}` … */
        BulkChange: "delete" | {
            /** @description A category by name, made where there is none; `[Savings]` makes transfers to that account. */
            category: string;
        } | {
            /**
             * Format: int64
             * @description The id of the register the rows go to.
             */
            account_move: number;
        } | {
            /** @description By name; empty for nobody. */
            payee: string;
        } | {
            state: components["schemas"]["SplitState"];
        } | {
            /** Format: int32 */
            shift_days: number;
        } | {
            /** @description `YYYY-MM-DD` */
            date: string;
        } | {
            tags_add: string[];
        } | {
            tags_remove: string[];
        } | {
            memo: string;
        };
        /** @description What a change to many rows would do. */
        BulkPreview: {
            /**
             * Format: int64
             * @description Give it back as `base`.
             */
            revision: number;
            /** @description The first 200 of them. */
            rows: components["schemas"]["BulkRow"][];
            /**
             * Format: int64
             * @description How many transactions would change.
             */
            total: number;
            /** @description What the history would say. */
            words: string;
        };
        BulkRow: {
            after?: components["schemas"]["BulkSide"] | null;
            before: components["schemas"]["BulkSide"];
        };
        /** @description A row as it is, or as it would be. */
        BulkSide: {
            /** Format: int64 */
            account: number;
            /**
             * Format: int64
             * @description Minor units.
             */
            amount: number;
            /** @description As in a register: a category, `[Savings]`, "Split". */
            category: string;
            date: string;
            memo: string;
            number?: string | null;
            payee?: string | null;
            /** Format: int32 */
            split: number;
            state: components["schemas"]["SplitState"];
            tags: string[];
            /** Format: int64 */
            transaction: number;
        };
        /** @description An entry of the book that a line could be. */
        CandidatePreview: {
            /**
             * Format: int64
             * @description Another than the line's only where the bank may have changed it: the order has to take the bank's (`take_amount`).
             */
            amount: number;
            date: string;
            memo: string;
            number?: string | null;
            payee: string;
            /** @description What speaks for it. */
            reason: string;
            /** Format: int32 */
            split: number;
            /** Format: int64 */
            transaction: number;
        };
        CategoryMerged: {
            from: string;
            /** @description Null where it has no transaction that would go there. */
            into?: string | null;
            /**
             * Format: int64
             * @description How many transactions go there.
             */
            transactions: number;
        };
        /**
         * @description `POST /api/v1/categories/rename`: a category and all beneath it (`Food` and `Food:Groceries`).
         *
         *     Also for a `Food` that is no category itself but has some beneath it.
         */
        CategoryRename: {
            /** @description ISO 4217 code. */
            currency: string;
            /**
             * @description Where there is a category of the new name, the two become one, and so do those beneath them. Left out or false:
             *     409 `category-taken`.
             */
            merge?: boolean;
            name: string;
            to: string;
        };
        /** @description What another name for a category would do. */
        CategoryRenamePreview: {
            /** @description Those that become one with a category that is there. */
            merged: components["schemas"]["CategoryMerged"][];
            /** @description Those that only get another name. */
            renamed: components["schemas"]["CategoryRenamed"][];
            /** Format: int64 */
            revision: number;
            /** @description What the history would say. */
            words: string;
        };
        CategoryRenamed: {
            from: string;
            to: string;
        };
        /** @description One entry of the history. */
        ChangeWords: {
            /** @description RFC 3339, UTC. */
            at: string;
            /** @description Who did it: "Firefox 140 on Linux", "import", "command line"; empty where it was not kept. */
            origin: string;
            /** Format: int64 */
            revision: number;
            words: string;
        };
        ChangedField: {
            field: components["schemas"]["RowField"];
            /** @description Amounts in minor units, dates ISO 8601, states as in a row; null where there was nothing. */
            from?: string | null;
            to?: string | null;
        };
        Cheque: {
            /**
             * Format: int64
             * @description Minor units, negative; of a void cheque what it was.
             */
            amount: number;
            date: string;
            memo: string;
            /** @description As printed. */
            number: string;
            payee?: string | null;
            /** Format: int32 */
            split: number;
            /** Format: int64 */
            transaction: number;
        };
        /** @description `GET /api/v1/accounts/{id}/cheque-number` */
        ChequeNumber: {
            /**
             * Format: int64
             * @description The book it comes from.
             */
            chequebook?: number | null;
            /** @description As printed; null when no book of the account has one. */
            number?: string | null;
            /** Format: int64 */
            revision: number;
        };
        /** @description A chequebook. Numbers are as printed, with leading zeros. */
        Chequebook: {
            /** Format: int64 */
            account: number;
            /** @description No more numbers come from it. */
            closed: boolean;
            first: string;
            /** Format: int64 */
            id: number;
            /** @description The next cheque of the account comes from it. */
            in_use: boolean;
            last: string;
            /**
             * Format: int64
             * @description How many are still to be written.
             */
            left: number;
            /** @description The next to be written; null when it is used up or closed. */
            next?: string | null;
        };
        /** @description `PATCH /api/v1/chequebooks/{id}`: only what is given changes. */
        ChequebookPatch: {
            closed?: boolean | null;
            first?: string | null;
            in_use?: boolean | null;
            last?: string | null;
            /** @description Later than those that are written. */
            next?: string | null;
        };
        /** @description `GET /api/v1/accounts/{id}/chequebooks`, in the order of their numbers. */
        Chequebooks: {
            /** Format: int64 */
            account: number;
            chequebooks: components["schemas"]["Chequebook"][];
            /** Format: int64 */
            revision: number;
        };
        /** @description `GET /api/v1/accounts/{id}/cheques`: what became of the numbers of all books. */
        Cheques: {
            /** Format: int64 */
            account: number;
            /** @description Payments with a number that is in no chequebook, the highest number first, as far as they are looked at. */
            loose: components["schemas"]["Cheque"][];
            /** @description Runs of numbers that nobody wrote though higher ones of the book were written. */
            missing: components["schemas"]["MissingCheques"][];
            /** @description There are more of them. */
            more_loose: boolean;
            /** @description Written and not paid yet, oldest first. */
            outstanding: components["schemas"]["OutstandingCheque"][];
            /** @description The chequebooks that those look like they come from, those of the most cheques first. */
            proposed: components["schemas"]["ProposedChequebook"][];
            /** @description Numbers that were written more than once. */
            repeated: components["schemas"]["RepeatedCheque"][];
            /** Format: int64 */
            revision: number;
            /**
             * Format: int32
             * @description A cheque is stale so many months after its date; the preference `cheques.stale_months`, or 6.
             */
            stale_months: number;
            /** @description The day that ages are counted to. */
            today: string;
            void: components["schemas"]["Cheque"][];
        };
        /**
         * @description What a column holds.
         * @enum {string}
         */
        ColumnRole: "date" | "value_date" | "payee" | "payer" | "memo" | "number" | "amount" | "debit" | "credit" | "direction" | "balance" | "currency" | "bank_id" | "category" | "account" | "status" | "fee" | "ignored";
        /** @description One of `GET /api/v1/accounts/{id}/completions`, the likeliest first. */
        Completion: {
            last_date?: string | null;
            name: string;
            /** Format: int64 */
            payee: number;
            /**
             * Format: int64
             * @description How often among the newest 1,000 rows of this account.
             */
            uses: number;
        };
        /** @description What a whole book holds: how many of each. */
        ContentsPreview: {
            accounts: number;
            categories: number;
            chequebooks: number;
            /** @description Bank files that are kept as they came. */
            files: number;
            /**
             * Format: date
             * @description The day of the first transaction.
             */
            first?: string | null;
            imports: number;
            /** Format: date */
            last?: string | null;
            payees: number;
            /** @description Reports that are kept by name. */
            reports: number;
            schedules: number;
            statements: number;
            tags: number;
            transactions: number;
        };
        /**
         * @description What becomes of a row that stands on the other side of a transfer that is written.
         * @enum {string}
         */
        Counterpart: "link" | "apart";
        /** @description `GET /api/v1/transactions/{id}/counterparts`: rows of other accounts that this one could be linked with. */
        Counterparts: {
            /** Format: int64 */
            revision: number;
            /** @description The nearest days first. */
            rows: components["schemas"]["PairRow"][];
        };
        /** @enum {string} */
        DateOrder: "day_first" | "month_first" | "year_first";
        /** @enum {string} */
        DecimalMark: "point" | "comma";
        /** @description `POST /api/v1/imports/previews/{id}/decisions`: what an import would do by what was said of the lines. */
        Decisions: {
            statements: components["schemas"]["StatementOrder"][];
        };
        DecisionsChecked: {
            statements: components["schemas"]["StatementChecked"][];
        };
        /**
         * @description What stands between two cells.
         * @enum {string}
         */
        Delimiter: "comma" | "semicolon" | "tab" | "bar" | "caret" | "tilde";
        /** @description The answer to every accepted change. */
        Done: {
            /**
             * Format: int64
             * @description The account or transaction that was made, where one was.
             */
            id?: number | null;
            /**
             * Format: int64
             * @description The revision that this change became. Unchanged when there was nothing to do.
             */
            revision: number;
            /** @description What was done, in words, for the line that offers to undo it. */
            words: string;
        };
        /** @description Changes that came together, and the rows by which a finished statement is not what it was. */
        DriftCause: {
            /** @description Since the statement was finished, newest first; empty where the history does not go back so far. */
            changes: components["schemas"]["ChangeWords"][];
            /**
             * Format: int64
             * @description What it makes of the difference: those of all causes add up to it.
             */
            difference: number;
            /** @description The first of them. */
            rows: components["schemas"]["DriftRow"][];
            /**
             * Format: int64
             * @description How many rows.
             */
            total: number;
        };
        /** @description A transaction that does not count for what it did when the statement was finished. */
        DriftRow: {
            /** @description As it is now; as it was where it is deleted. Null where nothing is known of it but its amount. */
            date?: string | null;
            deleted: boolean;
            /** @description What is another about it since then. */
            fields: components["schemas"]["ChangedField"][];
            /**
             * Format: int64
             * @description What it counted for when the statement was finished; null when it came in later.
             */
            held?: number | null;
            memo: string;
            /**
             * Format: int64
             * @description What it counts for now; null when it left.
             */
            now?: number | null;
            number?: string | null;
            payee?: string | null;
            /** @description The date of the statement that had it, where that is one before. */
            statement_date?: string | null;
            /** Format: int64 */
            transaction: number;
        };
        /** @description `GET /api/v1/due`: what is due today or was due before. */
        Due: {
            /** Format: int64 */
            count: number;
            /** @description The oldest first. */
            lines: components["schemas"]["DueLine"][];
            /** Format: int64 */
            revision: number;
            today: string;
        };
        /** @description Whether a line enters its `due`. */
        DueChoice: {
            enters: boolean;
            /** Format: int32 */
            index: number;
        };
        DueLine: {
            /** Format: int64 */
            account: number;
            /**
             * Format: int64
             * @description Minor units; null where it must be asked for.
             */
            amount?: number | null;
            /** @description The amount with its currency, as in "−45.00 USD"; empty where it is not known. */
            amount_text: string;
            date: string;
            /** Format: int32 */
            occurrence: number;
            overdue: boolean;
            /** Format: int64 */
            schedule: number;
            title: string;
        };
        /** @description The occurrence of a schedule that a line is. Entering it, the line takes these words, and the schedule goes on. */
        DuePreview: {
            category: string;
            /** @description Entered unless the order says otherwise; else only if it says so. */
            certain: boolean;
            date: string;
            memo: string;
            payee: string;
            /** @description Why, in words: "Rent, due 2026-03-01: this enters it." */
            reason: string;
            /** Format: int64 */
            schedule: number;
            /** @description What the schedule is known by. */
            title: string;
        };
        /** @description `POST /api/v1/transactions/{id}/duplicate` */
        Duplicate: {
            /** @description `YYYY-MM-DD` */
            date: string;
        };
        /** @description `POST /api/v1/schedules/{id}/enter` */
        EnterOccurrence: {
            /**
             * Format: int64
             * @description Minor units; left out, the schedule's own.
             */
            amount?: number | null;
            /** @description Left out, the day it is due. */
            date?: string | null;
            /**
             * Format: int32
             * @description The one that was shown; 409 where it was entered or skipped meanwhile. Left out: whichever is next.
             */
            occurrence?: number | null;
        };
        EntryChoice: {
            /** Format: int32 */
            split: number;
            /** @description The row may be over another amount, and gets the line's; else such a row is refused. */
            take_amount?: boolean;
            /** Format: int64 */
            transaction: number;
        };
        /** @description One event; also one text message of the WebSocket. */
        Event: {
            data: Record<string, never>;
            /** @description `hello`, `change`, `status`, `reset` or `bye`. */
            event: string;
            /**
             * Format: int64
             * @description The revision, where it is part of the log.
             */
            id?: number | null;
        };
        Explanation: {
            /**
             * Format: int64
             * @description For exchanged digits and slips of the sign: the amount that the bank would have.
             */
            bank_amount?: number | null;
            /** @description For a row of another statement: the date of that one. */
            date?: string | null;
            kind: components["schemas"]["ExplanationKind"];
            /** @description The rows it is about, one to three. */
            rows: components["schemas"]["RowRef"][];
            /**
             * Format: int64
             * @description For a row of another statement: that one.
             */
            statement?: number | null;
        };
        /** @enum {string} */
        ExplanationKind: "toggle" | "sign_slip" | "transposed" | "elsewhere";
        /** @description `POST /api/v1/statements/{id}/finish` */
        Finish: {
            /** @description Makes up a difference by an entry of its own. */
            adjust?: boolean;
        };
        /**
         * @description `GET /api/v1/accounts/{id}/funds`: amounts in minor units, into the account; `available` is the sum of
         *     `cleared` and `unpaid`. What is coming in is not available.
         */
        Funds: {
            /** Format: int64 */
            account: number;
            /**
             * Format: int64
             * @description What is really free: what the bank has, less what is outstanding.
             */
            available: number;
            /**
             * Format: int64
             * @description What is entered up to today.
             */
            balance: number;
            /**
             * Format: int64
             * @description What the bank has.
             */
            cleared: number;
            /**
             * Format: int64
             * @description Deposits that are not cleared, up to today.
             */
            coming: number;
            /**
             * Format: int64
             * @description Everything entered, also for days to come.
             */
            entered: number;
            /** Format: int64 */
            revision: number;
            /**
             * Format: int64
             * @description Outstanding: payments up to today that are not cleared; negative.
             */
            unpaid: number;
        };
        /** @description A file that waits for a page. */
        HandedFile: {
            /**
             * Format: int64
             * @description Of this run.
             */
            id: number;
            /** @description Without its folder. */
            name: string;
        };
        /** @description `GET /api/v1/imports/handed`. */
        HandedFiles: {
            /** @description In the order in which they came. */
            files: components["schemas"]["HandedFile"][];
        };
        /** @description `GET /api/v1/history?limit=`: the change log in words, newest first. */
        History: {
            entries: components["schemas"]["HistoryEntry"][];
            /** @description Whether there are older entries. */
            more: boolean;
            redo?: string | null;
            /** Format: int64 */
            redo_revision?: number | null;
            /** Format: int64 */
            revision: number;
            /** @description What undo would undo, in words; null when there is nothing. */
            undo?: string | null;
            /**
             * Format: int64
             * @description The steps that they would take back and do again.
             */
            undo_revision?: number | null;
        };
        HistoryEntry: {
            /** @description RFC 3339, UTC. */
            at: string;
            /** @description False for an entry that takes back another, or does it again. */
            is_step: boolean;
            /** @description Who did it: "Firefox 140 on Linux", "import", "command line"; empty where it was not kept. */
            origin: string;
            /** Format: int64 */
            revision: number;
            /** @description True while this change is undone. */
            undone: boolean;
            words: string;
        };
        ImportAnswer: {
            /** @description What a line of the file would then be. */
            example: string;
            label: string;
            /** @description How the first rows would then be read. */
            rows: string[];
            /** @description What has to be sent to give this answer: what was settled before, and it. */
            settings: components["schemas"]["LayoutSettings"];
            value: string;
        };
        ImportBatch: {
            accounts: components["schemas"]["BatchAccount"][];
            /** @description RFC 3339, UTC. */
            at: string;
            file: string;
            format: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description Size of the file in bytes, while it is kept in the book.
             */
            kept?: number | null;
            /**
             * Format: int64
             * @description The step of the history: `POST /api/v1/history/{revision}/undo` takes the import back. Null where it
             *     came with a whole book.
             */
            step?: number | null;
        };
        /** @description `GET /api/v1/imports`: newest first. */
        ImportBatches: {
            batches: components["schemas"]["ImportBatch"][];
            /** Format: int64 */
            revision: number;
        };
        ImportColumn: {
            /** @description As the header names it; empty where there is none. */
            name: string;
            role: components["schemas"]["ColumnRole"];
        };
        /** @description `POST /api/v1/imports`: one batch, one undo step. */
        ImportOrder: {
            preview: string;
            statements: components["schemas"]["StatementOrder"][];
        };
        /** @description `POST /api/v1/imports/previews?name=FILE`, the file as the body: what it holds. Nothing is written. */
        ImportPreview: {
            /** @description "UTF-8", "windows-1252" …, by the names of the WHATWG Encoding Standard. */
            encoding: string;
            file: string;
            /** @description "OFX", "QIF". */
            format: string;
            /** @description Give it back to import; forgotten after half an hour or when the program ends. */
            id: string;
            /** @description What could not be read, and why. The rest is imported all the same. */
            problems: components["schemas"]["ImportProblem"][];
            /** @description How each file was understood that does not say it itself: tables and QIF. */
            readings: components["schemas"]["ImportReading"][];
            statements: components["schemas"]["StatementPreview"][];
        };
        ImportProblem: {
            /**
             * Format: int64
             * @description Line of the file, from 1; null where the reason is about the whole file.
             */
            line?: number | null;
            reason: string;
        };
        /** @description `GET /api/v1/imports/progress/{task}`: what is being done, and how far it is. */
        ImportProgress: {
            /**
             * Format: int64
             * @description Rows of this stage that are behind it; bytes of the file while it is read.
             */
            done: number;
            /**
             * Format: int64
             * @description All rows of this stage, or bytes of the file; 0 where that is not known.
             */
            of: number;
            /**
             * Format: int32
             * @description Of all of it, 0 to 100.
             */
            percent: number;
            stage: components["schemas"]["ImportStage"];
        };
        ImportQuestion: {
            /** @description Each once in a reading: a field of `LayoutSettings`, or "word:" and a word of the file. */
            about: string;
            answered: boolean;
            choices: components["schemas"]["ImportAnswer"][];
            /** @description The value that the preview goes by. */
            taken: string;
            text: string;
        };
        /** @description How one file of an import was understood that does not say it itself. */
        ImportReading: {
            /** @description By what it was understood so, each a sentence. */
            evidence: string[];
            /** @description The file within an archive. */
            file?: string | null;
            /** @description What the reading goes by, settled or found. */
            found: components["schemas"]["LayoutSettings"];
            /** @description The same for every file with these columns, and for no other. */
            layout: string;
            /** @description What the file cannot tell. Nothing is imported while one is not answered. */
            questions: components["schemas"]["ImportQuestion"][];
            /** @description What was settled before: answered in this preview, or remembered. */
            settled: components["schemas"]["LayoutSettings"];
            table?: components["schemas"]["ImportTable"] | null;
        };
        /** @enum {string} */
        ImportStage: "reading" | "comparing" | "deciding" | "writing" | "recording";
        ImportTable: {
            columns: components["schemas"]["ImportColumn"][];
            /** @description Some of the first rows, each with a cell for each column. */
            rows: string[][];
            /** @description The sheet of a workbook. */
            sheet?: string | null;
        };
        /** @description The answer to `POST /api/v1/imports`. */
        Imported: {
            /**
             * Format: int64
             * @description The first account that received lines: where to look next.
             */
            account?: number | null;
            /** Format: int64 */
            added: number;
            /** Format: int64 */
            known: number;
            /** Format: int64 */
            left_out: number;
            /** Format: int64 */
            linked: number;
            /** Format: int64 */
            revision: number;
            /**
             * Format: int64
             * @description How many of those added were occurrences of schedules.
             */
            scheduled: number;
            words: string;
        };
        /** @description `PUT /api/v1/app/keep-running` */
        KeepRunning: {
            on: boolean;
        };
        KeptReport: {
            chart: components["schemas"]["ReportChart"];
            /** Format: int64 */
            id: number;
            name: string;
            report: components["schemas"]["ReportDefinition"];
        };
        /** @description `PUT /api/v1/reports/order` */
        KeptReportOrder: {
            /** @description These come first, in this order; the others stay in theirs. */
            order: number[];
        };
        /** @description `PATCH /api/v1/reports/kept/{id}`: what is left out stays as it is. */
        KeptReportPatch: {
            chart?: components["schemas"]["ReportChart"] | null;
            name?: string | null;
            report?: components["schemas"]["ReportDefinition"] | null;
        };
        /** @description `GET /api/v1/reports/kept` */
        KeptReports: {
            /** @description In their order. */
            reports: components["schemas"]["KeptReport"][];
            /** Format: int64 */
            revision: number;
        };
        /** @description An address that lets a browser in once, within a minute. */
        LaunchAddress: {
            address: string;
        };
        /** @description `POST /api/v1/imports/previews/{id}/layouts`: the file read again with these answers. */
        LayoutAnswers: {
            layouts: components["schemas"]["LayoutSettings"][];
        };
        /** @description A layout under a name, as it is kept, and shared as a file: preference `import.presets` is a list of these. */
        LayoutPreset: {
            name: string;
            settings: components["schemas"]["LayoutSettings"];
        };
        /** @description What is settled about a layout; null where it is for the file to say. */
        LayoutSettings: {
            amount_sense?: components["schemas"]["AmountSense"] | null;
            /** @description By the table's columns. */
            columns?: components["schemas"]["ColumnRole"][] | null;
            date_order?: components["schemas"]["DateOrder"] | null;
            /** @description How the dates are written: `DD.MM.YYYY`. */
            date_pattern?: string | null;
            decimal_mark?: components["schemas"]["DecimalMark"] | null;
            delimiter?: components["schemas"]["Delimiter"] | null;
            /** @description How the text is decoded: "windows-1252", "CP850". */
            encoding?: string | null;
            /** @description Whether the fee comes on top of the amount. */
            fee_apart?: boolean | null;
            layout: string;
            quote?: components["schemas"]["QuotationMark"] | null;
            /** @description What words of the file mean that are not known. */
            words?: components["schemas"]["WordAnswer"][] | null;
        };
        /** @description How long the program means to live. Also the data of the `status` event. */
        Life: {
            /**
             * Format: int64
             * @description How often open tabs were asked to come forward. One that sees it grow tries to, and says so where it is in front.
             */
            calls: number;
            /** @description What the program finishes before it ends, as it was told to: "an import". */
            finishing?: string | null;
            /** @description True: the program stays when the last page closes. */
            keep_running: boolean;
            /**
             * Format: int64
             * @description How many tabs are open, this one included; programs that listen count as one each.
             */
            open_sessions: number;
            /** @description The tray's status line in words: "2 tabs open", "Closing in 4 s". */
            status: string;
            /** @description The day it is for the program: what is due and overdue goes by it. */
            today: string;
            /** @description Whether a tray icon is being shown; when not, the page is the only control. */
            tray: boolean;
            trouble?: components["schemas"]["Trouble"] | null;
            /** @description Where it is that day, by its name in the IANA database or as `+05:45`. A page counts its days there, too. */
            zone: string;
        };
        /** @description What one line is. */
        LineAnswer: {
            entry?: components["schemas"]["EntryChoice"] | null;
            /** Format: int32 */
            index: number;
        };
        /** @description What becomes of a line by what was said of it. */
        LineChecked: {
            /** @description As it would be imported. */
            line: components["schemas"]["LinePreview"];
            /** @description Why it cannot be, and what to do; the line is then as it was proposed, and nothing can be imported so. */
            problem?: string | null;
        };
        /** @description Other words for a new line; what is missing stays as proposed. */
        LineEdit: {
            /** @description "Food:Groceries", `[Savings]` for a transfer; empty for none. */
            category?: string | null;
            /** Format: int32 */
            index: number;
            payee?: string | null;
        };
        /**
         * @description What importing would do with a line.
         * @enum {string}
         */
        LineFate: "new" | "known" | "linked" | "doubtful" | "deleted" | "unfit";
        LinePreview: {
            /** Format: int64 */
            amount: number;
            /** @description The payee in the bank's words. */
            bank_payee: string;
            /** @description The entries that a doubtful line could be, the likeliest first. Of a new line: a cheque over another amount. */
            candidates?: components["schemas"]["CandidatePreview"][];
            /** @description "Food:Groceries", `[Savings]` for a transfer, "Split"; empty where there is none. */
            category: string;
            /** @description Why this category was proposed; null where the file gives it, or there is none. */
            category_reason?: string | null;
            counterpart?: components["schemas"]["PairRow"] | null;
            date: string;
            due?: components["schemas"]["DuePreview"] | null;
            fate: components["schemas"]["LineFate"];
            /** Format: int32 */
            index: number;
            memo: string;
            number?: string | null;
            /** @description The payee as it would be written. */
            payee: string;
            /** @description Why it is not what the bank wrote; null where it is. */
            payee_reason?: string | null;
            /** @description Why, in words: "already in this account", "the cheque 319 you entered". */
            reason: string;
        };
        /** @description Rows of reconciled statements. */
        LockedRows: {
            /** @description By date. */
            statements: components["schemas"]["LockingStatement"][];
            transactions: number[];
        };
        /** @description A reconciled statement that locks rows: opening it again frees them. */
        LockingStatement: {
            /** Format: int64 */
            account: number;
            date: string;
            /** Format: int64 */
            id: number;
        };
        /** @description The answer to it. */
        MadeBackup: {
            /** Format: int64 */
            bytes: number;
            folder: string;
            name: string;
        };
        /** @description A new key. It is shown this once. */
        MadeToken: {
            /** @description For the header `Authorization: Bearer KEY`. */
            key: string;
            name: string;
        };
        /** @description Everything goes to the other one, and this one is gone. */
        Merge: {
            /**
             * Format: int64
             * @description The id of the other one.
             */
            into: number;
        };
        MissingCheques: {
            after?: components["schemas"]["Cheque"] | null;
            before?: components["schemas"]["Cheque"] | null;
            /** Format: int64 */
            chequebook: number;
            /** Format: int64 */
            count: number;
            first: string;
            last: string;
        };
        /** @description `POST /api/v1/transactions/{id}/place` */
        MoveInDay: {
            /**
             * Format: int64
             * @description The register in which it passes others.
             */
            account: number;
            /**
             * Format: int64
             * @description How many others of its day it passes: up, to what is older, where it is negative. It stops at the first and at the
             *     last of the day.
             */
            by: number;
        };
        /** @description `POST /api/v1/schedules/{id}/move` */
        MoveOccurrence: {
            date: string;
            /** Format: int32 */
            occurrence?: number | null;
        };
        /** @description `POST /api/v1/transactions/{id}/move` */
        MoveRow: {
            /** Format: int64 */
            account: number;
            split: number;
        };
        /** @description `POST /api/v1/accounts` */
        NewAccount: {
            /** @description ISO 4217 code. */
            currency: string;
            group?: string;
            kind: components["schemas"]["AccountKind"];
            name: string;
            note?: string;
            opening?: components["schemas"]["Opening"] | null;
            /** @description As in [`Account`]. */
            subkind?: string;
        };
        /** @description `POST /api/v1/backups` */
        NewBackup: {
            /** @description Another folder than that of the settings, as an absolute path. */
            to?: string | null;
        };
        /** @description `POST /api/v1/accounts/{id}/chequebooks` */
        NewChequebook: {
            /** @description As printed: `000101`. */
            first: string;
            /** @description The next cheque comes from this book. */
            in_use?: boolean;
            last: string;
            /** @description Left out: the first, or the one after those that are written. */
            next?: string | null;
        };
        /** @description `POST /api/v1/reports/kept` */
        NewKeptReport: {
            chart?: components["schemas"]["ReportChart"];
            name: string;
            /** @description Its `today` is not kept. */
            report: components["schemas"]["ReportDefinition"];
        };
        /** @description `POST /api/v1/accounts/{id}/statements` */
        NewStatement: {
            /**
             * Format: int64
             * @description An import, whose rows up to the date are ticked, too.
             */
            batch?: number | null;
            /** Format: int64 */
            closing: number;
            date: string;
            /** @description Ticks what is cleared up to the date; true when left out. */
            tick_cleared?: boolean | null;
            ticks?: components["schemas"]["RowRef"][];
        };
        /** @description What to call a new key. */
        NewToken: {
            /** @description At most 60 letters, and no other key's. */
            name: string;
        };
        NextOccurrence: {
            /**
             * Format: int64
             * @description Minor units; null where it must be asked for.
             */
            amount?: number | null;
            date: string;
            /** @description Not on the day of its rule. */
            moved: boolean;
            /**
             * Format: int32
             * @description Its number: give it back when it is entered, skipped or moved.
             */
            occurrence: number;
            overdue: boolean;
        };
        Opening: {
            /**
             * Format: int64
             * @description Minor units; negative for a debt.
             */
            amount: number;
            date: string;
        };
        OutstandingCheque: {
            /** Format: int32 */
            age_days: number;
            cheque: components["schemas"]["Cheque"];
            /** @description Too old for the bank to pay. */
            stale: boolean;
        };
        /** @description A row of a register, as far as it is needed to know it. */
        PairRow: {
            /** Format: int64 */
            account: number;
            /**
             * Format: int64
             * @description Minor units.
             */
            amount: number;
            /** @description As in a register. */
            category: string;
            date: string;
            memo: string;
            payee: string;
            /**
             * Format: int32
             * @description Position of the split in its transaction, from 0.
             */
            split: number;
            /** Format: int64 */
            transaction: number;
        };
        Payee: {
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description The category of the newest transaction with this payee.
             */
            last_category?: number | null;
            /** @description The day of the newest, `YYYY-MM-DD`. */
            last_date?: string | null;
            name: string;
            /**
             * Format: int64
             * @description How many transactions it is in.
             */
            uses: number;
        };
        /** @description `GET /api/v1/payees`: everyone who is in a transaction, by name. */
        Payees: {
            payees: components["schemas"]["Payee"][];
            /** Format: int64 */
            revision: number;
            /**
             * Format: int64
             * @description How many more there are that no transaction has.
             */
            unused: number;
        };
        /** @description A file or a folder of the program. */
        PlaceOnDisk: {
            /** @description In words: "Book", "Settings". */
            name: string;
            path: string;
        };
        /** @description `GET /api/v1/events/poll`: what came after the cursor. */
        Polled: {
            events: components["schemas"]["Event"][];
            /** @description True: the cursor was of another book or of the future; read everything anew. */
            reset: boolean;
            /**
             * Format: int64
             * @description The `after` of the next poll.
             */
            revision: number;
        };
        /** @description `GET /api/v1/preferences` */
        Preferences: {
            /** Format: int64 */
            revision: number;
            /** @description JSON as the page put it, by key. */
            values: Record<string, never>;
        };
        /** @description `POST /api/v1/imports/previews/{id}`: the preview again, for these accounts. */
        PreviewChoice: {
            statements: components["schemas"]["StatementChoice"][];
        };
        /** @description Errors, as `application/problem+json` (RFC 9457) with three fields of our own. */
        Problem: {
            /** @description What to do about it. */
            advice: string;
            /**
             * @description Where a transfer is written whose other side stands in the book: those rows. Send the same again with
             *     `counterpart` said.
             */
            counterparts?: components["schemas"]["StandingRow"][] | null;
            /** @description What it means for the book. */
            detail: string;
            /** @description The field at fault, by its wire name, where there is one. */
            field?: string | null;
            locked?: components["schemas"]["LockedRows"] | null;
            /**
             * Format: int64
             * @description The reconciled statement that a locked row belongs to: opening it again frees the row.
             */
            statement?: number | null;
            /** Format: int32 */
            status: number;
            /** @description What happened. */
            title: string;
            /** @description `urn:counterfoil:problem:…`, stable, for programs. */
            type: string;
        };
        Proposal: {
            /**
             * Format: int64
             * @description The median, minor units.
             */
            amount: number;
            /** @description What stands in the category column. */
            category: string;
            /** @description The schedule it would be. */
            draft: components["schemas"]["ScheduleDraft"];
            /** @description Whether every amount was this one. */
            exact: boolean;
            /** @description Names it for ever. Not proposed any more once the preference `schedules.dismissed`, a list, has it. */
            key: string;
            last: string;
            /**
             * Format: int64
             * @description How often it was seen.
             */
            times: number;
            /** @description The payee. */
            title: string;
        };
        /** @description `GET /api/v1/schedules/proposals`: what seems to come again and is no schedule yet. */
        Proposals: {
            proposals: components["schemas"]["Proposal"][];
            /** Format: int64 */
            revision: number;
        };
        /** @description A chequebook to add, as far as its cheques tell. */
        ProposedChequebook: {
            /**
             * Format: int64
             * @description How many of its cheques were written.
             */
            cheques: number;
            /** @description As printed. */
            first: string;
            /** @description From the first day to the last of them. */
            from: string;
            /** @description A guess: the end of a book of the usual size. */
            last: string;
            until: string;
        };
        /**
         * @description What stands around a cell that holds a delimiter.
         * @enum {string}
         */
        QuotationMark: "double" | "single" | "none";
        /** @description `GET /api/v1/imports/previews/{id}/record`: one line as the file has it. */
        RawRecord: {
            /** @description Empty where the file is no text. */
            text: string;
        };
        /** @description `GET /api/v1/accounts/{id}/recall`: the newest transaction with a payee, as seen from one account. */
        Recall: {
            /**
             * Format: int64
             * @description The one account on the other side; null when there are several.
             */
            account?: number | null;
            /**
             * Format: int64
             * @description What it was to this account, in minor units.
             */
            amount: number;
            /** @description The category of the other side; null for a transfer or several sides. */
            category?: string | null;
            date: string;
            memo: string;
            number?: string | null;
            /** @description The other sides, with their signs: positive went there. */
            splits: components["schemas"]["RecalledSplit"][];
            tags: string[];
            /** Format: int64 */
            transaction: number;
        };
        RecalledSplit: {
            /** Format: int64 */
            account: number;
            /** Format: int64 */
            amount: number;
            /** @description What stands in the category column for this side: a category, or `[Savings]`. */
            category: string;
            memo: string;
        };
        /**
         * @description `GET /api/v1/accounts/{id}/register?offset=&limit=&search=`
         *
         *     Rows in date order, oldest first. Without `offset` the last `limit` rows.
         */
        RegisterPage: {
            /** Format: int64 */
            account: number;
            /**
             * @description What of the search may have been meant otherwise than it was read, in sentences; nothing where what was meant is
             *     found. What cannot be read at all is refused.
             */
            not_understood: string[];
            /**
             * Format: int64
             * @description Position of the first row given here, from 0, among all or among the found.
             */
            offset: number;
            /** Format: int64 */
            revision: number;
            rows: components["schemas"]["RegisterRow"][];
            /**
             * Format: int64
             * @description Rows in the whole register; with `search`, rows that are found.
             */
            total: number;
        };
        /** @description `GET /api/v1/accounts/{id}/register/place` */
        RegisterPlace: {
            /**
             * Format: int64
             * @description How many rows come before it: the position of the row, where there is one.
             */
            offset: number;
            /** Format: int64 */
            revision: number;
            /**
             * Format: int64
             * @description Rows in the whole register, or found.
             */
            total: number;
        };
        /** @description One split of the account as a line of its register. */
        RegisterRow: {
            /**
             * Format: int64
             * @description Minor units: positive is a deposit, negative a payment.
             */
            amount: number;
            /**
             * Format: int64
             * @description How many files are attached to the transaction.
             */
            attachments: number;
            /**
             * Format: int64
             * @description Running balance after this row, minor units.
             */
            balance: number;
            /** @description What stands in the category column: a category, `[Savings]` for a transfer, "Split" for several. */
            category: string;
            date: string;
            /** @description Whether a bank file has it, too. */
            imported: boolean;
            /**
             * Format: int64
             * @description Position in the whole register, from 0, also when only some rows are looked for.
             */
            index: number;
            memo: string;
            number?: string | null;
            /**
             * Format: int64
             * @description The one account on the other side; null when there are several.
             */
            other_account?: number | null;
            payee?: string | null;
            /**
             * Format: int32
             * @description Position of the split in its transaction, from 0.
             */
            split: number;
            state: components["schemas"]["SplitState"];
            /** @description Names of tags, as typed first. */
            tags: string[];
            /** Format: int64 */
            transaction: number;
            /** @description A cheque that was written and does not count. */
            void: boolean;
        };
        /** @description Another name. */
        Rename: {
            name: string;
        };
        /** @description `PATCH /api/v1/categories/{id}` */
        RenameCategory: {
            /** @description As in `CategoryRename`. */
            merge?: boolean;
            name: string;
        };
        RepeatedCheque: {
            cheques: components["schemas"]["Cheque"][];
            number: string;
        };
        /** @description The figures of a report. */
        Report: {
            columns: components["schemas"]["ReportColumn"][];
            interval: components["schemas"]["ReportInterval"];
            measure: components["schemas"]["ReportMeasure"];
            /** @description What of the search may have been meant otherwise than it was read, in sentences. */
            not_understood: string[];
            /** Format: int64 */
            revision: number;
            /** @description One for each currency; they are never added to each other. None where nothing is found. */
            sections: components["schemas"]["ReportSection"][];
        };
        /** @description What all chosen accounts of a currency come to from today on, with what is entered and scheduled for days to come. */
        ReportAhead: {
            /** @description The earliest of several. */
            lowest: components["schemas"]["BalancePoint"];
            /** @description Today, and each later day on which something is expected. */
            points: components["schemas"]["BalancePoint"][];
            until: string;
        };
        /**
         * @description What a report is drawn as.
         * @enum {string}
         */
        ReportChart: "usual" | "treemap" | "sankey" | "none";
        /** @description The days of a column; both belong to it. */
        ReportColumn: {
            from: string;
            to: string;
        };
        /** @description `POST /api/v1/reports` */
        ReportDefinition: {
            /** @description Numbers of registers; empty or left out, all of them. */
            accounts?: number[];
            /** Format: int32 */
            ahead?: number | null;
            by?: components["schemas"]["ReportGrouping"] | null;
            /** @description Numbers of categories: only these, each with all below it, and no transfers. Empty or left out, everything. */
            categories?: number[];
            compare?: string | null;
            dates?: components["schemas"]["DateOrder"] | null;
            decimal?: components["schemas"]["DecimalMark"] | null;
            from?: string | null;
            interval?: components["schemas"]["ReportInterval"] | null;
            measure?: components["schemas"]["ReportMeasure"] | null;
            most?: number | null;
            search?: string | null;
            /** @description As in `GET /api/v1/reports/{name}`, and so all that follows. */
            span?: string | null;
            then?: components["schemas"]["ReportGrouping"] | null;
            to?: string | null;
            today?: string | null;
            what: components["schemas"]["ReportKind"];
            year_begins?: string | null;
        };
        /**
         * @description What lines stand for.
         * @enum {string}
         */
        ReportGrouping: "none" | "category" | "payee" | "tag" | "account";
        /**
         * @description How long a column is; a quarter and a year begin with the year of the report, a week on Monday.
         * @enum {string}
         */
        ReportInterval: "none" | "day" | "week" | "month" | "quarter" | "year";
        /**
         * @description What is added up, seen from the chosen accounts.
         * @enum {string}
         */
        ReportKind: "spending" | "income" | "cash-flow" | "movements" | "net-worth" | "balance";
        ReportLine: {
            /**
             * Format: int64
             * @description Of two spans: what the second one has more.
             */
            change?: number | null;
            /** @description How many lines were put together in this one, which cannot be opened then: ask for more lines. 0 for one line. */
            cut: number;
            /** @description How many lines it stands below. */
            depth: number;
            /** @description By column: minor units, or numbers of rows where these are asked for. */
            figures: number[];
            /** @description What all its rows have in common: give it back to open them. Empty for a total. */
            key: string[];
            name: string;
            /** @description How many rows are behind each figure. */
            rows: number[];
            /**
             * Format: int64
             * @description Which part of all that came in or went out it is, in hundredths of a percent; of two spans that of the second one.
             *     Null where there is no whole.
             */
            share?: number | null;
            /**
             * Format: int64
             * @description All columns together; null where they cannot be added.
             */
            whole?: number | null;
        };
        /**
         * @description What a figure is of its rows.
         * @enum {string}
         */
        ReportMeasure: "sum" | "count" | "average";
        ReportRow: {
            /**
             * Format: int64
             * @description The register that the row stands in, and its split there.
             */
            account: number;
            account_name: string;
            /**
             * Format: int64
             * @description As the figure counts it, minor units.
             */
            amount: number;
            /** @description The category, or `[Savings]` for a transfer; of a balance it is empty. */
            category: string;
            date: string;
            memo: string;
            number?: string | null;
            /** Format: int32 */
            own_split: number;
            payee?: string | null;
            /**
             * Format: int32
             * @description The split that counts.
             */
            split: number;
            state: components["schemas"]["SplitState"];
            tags: string[];
            /** Format: int64 */
            transaction: number;
        };
        /** @description The rows behind a figure, oldest first. */
        ReportRows: {
            currency: string;
            /** Format: int32 */
            decimals: number;
            /** Format: int64 */
            offset: number;
            /** Format: int64 */
            revision: number;
            rows: components["schemas"]["ReportRow"][];
            /**
             * Format: int64
             * @description What all of them come to: the figure.
             */
            sum: number;
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
        };
        /** @description `POST /api/v1/reports/rows` */
        ReportRowsOrder: {
            /** @description The position of a column, from 0; left out, all of them. */
            column?: number | null;
            currency: string;
            /**
             * Format: int64
             * @description 1 to 1,000; 100 when left out.
             */
            limit?: number | null;
            /** @description The key of a line; left out or empty, the total. */
            line?: string[];
            /** Format: int64 */
            offset?: number;
            report: components["schemas"]["ReportDefinition"];
        };
        ReportSection: {
            ahead?: components["schemas"]["ReportAhead"] | null;
            currency: string;
            /** Format: int32 */
            decimals: number;
            /** @description Each is followed by those below it. */
            lines: components["schemas"]["ReportLine"][];
            total: components["schemas"]["ReportLine"];
        };
        /** @description `POST /api/v1/book/rescue` */
        Rescued: {
            /** @description The file that the book was saved to. */
            path: string;
        };
        /** @description `GET /api/v1/history/{revision}/rest`: what taking back the rest of a step would do. */
        RestPreview: {
            /** Format: int64 */
            revision: number;
            /** @description The first 200 of those that stay. */
            rows: components["schemas"]["PairRow"][];
            /**
             * Format: int64
             * @description How many were changed since and stay.
             */
            stay: number;
            /**
             * Format: int64
             * @description How many transactions would be gone, or as they were before.
             */
            taken: number;
            /** @description What the history would say. */
            words: string;
        };
        /** @description `POST /api/v1/backups/restore` */
        RestoreBackup: {
            /** @description In the place of this book, which is kept under another name; else as a new book beside it. */
            in_place?: boolean;
            name: string;
        };
        /** @description The answer to it. */
        Restored: {
            /** @description The book that was made, or will be. */
            path: string;
        };
        /** @enum {string} */
        RowField: "date" | "number" | "payee" | "memo" | "account" | "amount" | "state" | "statement";
        /** @description A row of a register: one side of a transaction. */
        RowRef: {
            /** @description Position of the split in its transaction, from 0. */
            split?: number;
            /** Format: int64 */
            transaction: number;
        };
        /** @description When it comes again. */
        Rule: {
            /** @description Further days of the same months, for months: `on` the 1st and also on the 15th is one schedule. */
            also_on?: components["schemas"]["RuleDay"][];
            end?: components["schemas"]["RuleEnd"];
            /**
             * @description The rule begins here: no date is before this one, unless it is moved off a weekend (`weekend: before`) to the
             *     Friday before.
             */
            first: string;
            /**
             * Format: int64
             * @description Every so many units, 1 to 1,000.
             */
            interval: number;
            on?: components["schemas"]["RuleDay"] | null;
            unit: components["schemas"]["RuleUnit"];
            weekend?: components["schemas"]["RuleWeekend"];
        };
        RuleDay: {
            /** Format: int64 */
            day: number;
            /** @enum {string} */
            kind: "day";
        } | {
            /** @enum {string} */
            kind: "last";
        } | {
            /** @enum {string} */
            kind: "nth";
            /** Format: int64 */
            nth: number;
            /** Format: int64 */
            weekday: number;
        };
        RuleEnd: {
            /** @enum {string} */
            kind: "never";
        } | {
            date: string;
            /** @enum {string} */
            kind: "until";
        } | {
            /** Format: int64 */
            count: number;
            /** @enum {string} */
            kind: "count";
        };
        /** @enum {string} */
        RuleUnit: "days" | "weeks" | "months" | "years";
        /**
         * @description What becomes of a date on a Saturday or Sunday.
         * @enum {string}
         */
        RuleWeekend: "stay" | "before" | "after";
        Schedule: {
            /** @description What stands in the category column: a category, `[Savings]` for a transfer, "Split" for several. */
            category: string;
            /** @description To change it; categories are given by name. */
            draft: components["schemas"]["ScheduleDraft"];
            /** Format: int64 */
            id: number;
            next?: components["schemas"]["NextOccurrence"] | null;
            /** @description What it is known by: its payee, else its memo, else where the money goes. */
            title: string;
        };
        /** @description How much an occurrence is. */
        ScheduleAmount: {
            /** Format: int64 */
            amount: number;
            /** @enum {string} */
            kind: "fixed";
        } | {
            deposit: boolean;
            /** @enum {string} */
            kind: "estimated";
        } | {
            deposit: boolean;
            /** @enum {string} */
            kind: "asked";
        };
        /** @description `POST /api/v1/schedules`, and `PUT /api/v1/schedules/{id}` (the whole, not a part). */
        ScheduleDraft: {
            /**
             * Format: int64
             * @description The register it is paid from or into.
             */
            account: number;
            amount: components["schemas"]["ScheduleAmount"];
            /** @description A payment takes the number of the next cheque of the chequebook in use, where there is one. */
            by_cheque?: boolean;
            /**
             * Format: int64
             * @description Entered by itself so many days before it is due, 0 to 60; left out: somebody is reminded.
             */
            enter_days_before?: number | null;
            memo?: string;
            /** @description A payee by name; a new name makes a new payee. */
            payee?: string | null;
            rule: components["schemas"]["Rule"];
            /** @description The other sides, at least one. Amounts count where the amount is fixed; only then may there be several. */
            splits: components["schemas"]["SplitDraft"][];
            /** @description By name; a new name makes a new tag. */
            tags?: string[];
        };
        /** @description `GET /api/v1/schedules`, by the day that is due next; those that have ended last. */
        Schedules: {
            /** Format: int64 */
            revision: number;
            schedules: components["schemas"]["Schedule"][];
            /** @description The day that `overdue` is told by. */
            today: string;
        };
        /** @description A page or a program that is connected. */
        Session: {
            /** @description In words: "Firefox 140 on Linux". */
            browser: string;
            /**
             * Format: int64
             * @description How long ago it came, in seconds.
             */
            came_s_ago: number;
            /** @description The name it gave itself. */
            id: string;
            /**
             * Format: int64
             * @description How many tabs share its connection, at least 1.
             */
            tabs: number;
            /** @description `event stream`, `long poll`, `socket` or `heartbeat`. */
            transport: string;
        };
        /** @description `GET /api/v1/sessions` */
        Sessions: {
            /** @description How and when the program will end, in words. */
            ends: string;
            /** @description The longest first. */
            sessions: components["schemas"]["Session"][];
            /** @description The tray's status line: "2 tabs open", "Closing in 4 s". */
            status: string;
        };
        /** @description `PUT /api/v1/budget/way` */
        SetBudgetWay: {
            way: components["schemas"]["BudgetWay"];
        };
        /** @description `POST /api/v1/schedules/{id}/skip` */
        SkipOccurrence: {
            /** Format: int32 */
            occurrence?: number | null;
        };
        /**
         * @description A column that a register can be put in the order of.
         * @enum {string}
         */
        SortColumn: "date" | "number" | "payee" | "category" | "memo" | "tags" | "payment" | "deposit" | "state";
        Split: {
            /** Format: int64 */
            account: number;
            /**
             * Format: int64
             * @description Minor units; the splits of a transaction sum to zero.
             */
            amount: number;
            memo: string;
            state: components["schemas"]["SplitState"];
        };
        /** @description One side. Exactly one of `account` and `category` is given. */
        SplitDraft: {
            /** Format: int64 */
            account?: number | null;
            /** Format: int64 */
            amount: number;
            /**
             * @description A category by name; a new name makes a new category (expense for a payment, income for a deposit).
             *     `[Savings]` is a transfer to that account.
             */
            category?: string | null;
            memo?: string;
            state?: components["schemas"]["SplitState"] | null;
        };
        /**
         * @description How far a split has been agreed with the bank.
         * @enum {string}
         */
        SplitState: "uncleared" | "cleared" | "reconciled";
        /** @description A row that may be the other side of a transfer. */
        StandingRow: {
            /** Format: int64 */
            account: number;
            /**
             * Format: int64
             * @description Minor units.
             */
            amount: number;
            date: string;
            /** Format: int32 */
            split: number;
            /** Format: int64 */
            transaction: number;
        };
        /** @description `PUT /api/v1/app/start-at-login` */
        StartAtLogin: {
            on: boolean;
        };
        /** @description `PUT /api/v1/transactions/{id}/splits/{split}/state` */
        StateChange: {
            state: components["schemas"]["SplitState"];
            /** @description Must be true to take a split out of `reconciled`. */
            unreconcile?: boolean;
        };
        /** @description `PUT /api/v1/statements/{id}`: only while it is being reconciled. */
        StatementChange: {
            /** Format: int64 */
            closing: number;
            date: string;
        };
        StatementChecked: {
            agreement?: components["schemas"]["Agreement"] | null;
            /** Format: int32 */
            index: number;
            /** @description The lines of which something was said, in their order. */
            lines: components["schemas"]["LineChecked"][];
        };
        StatementChoice: {
            /**
             * Format: int64
             * @description An account of the book, or null for a new one.
             */
            account?: number | null;
            /** @description The currency of a new account, where the file does not state it. */
            currency?: string | null;
            /** Format: int32 */
            index: number;
        };
        /** @description A statement and what it comes to. Amounts in minor units. */
        StatementEntry: {
            /** Format: int64 */
            account: number;
            /** @description Finished, and its rows are not what they were. It may still add up. */
            changed: boolean;
            /**
             * Format: int64
             * @description The balance at the end of that day, as the bank has it.
             */
            closing: number;
            /** @description The last day it covers. */
            date: string;
            /**
             * Format: int64
             * @description What is still to be ticked; a finished one with a difference no longer adds up.
             */
            difference: number;
            finished: boolean;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description What is reconciled before it.
             */
            opening: number;
            /** Format: int64 */
            rows: number;
            /**
             * Format: int64
             * @description What is ticked in it, or was reconciled by it.
             */
            ticked: number;
        };
        /** @description Where a statement goes. Statements not named are left out. */
        StatementOrder: {
            /**
             * Format: int64
             * @description An account of the book, or null to make `new_account`.
             */
            account?: number | null;
            /** @description What lines are, whatever was proposed: a doubtful one, or one that is decided otherwise. */
            answers?: components["schemas"]["LineAnswer"][];
            /** @description Deleted lines to bring back, by their index. */
            bring_back?: number[];
            /** @description The currency of the account to make, where the file does not state it. */
            currency?: string | null;
            /** @description Lines that do not enter what they seem to be of a schedule, or do where that is only offered. */
            due?: components["schemas"]["DueChoice"][];
            /** @description Other words than those proposed. */
            edits?: components["schemas"]["LineEdit"][];
            /** Format: int32 */
            index: number;
            /** @description Lines to leave out, by their index. */
            leave_out?: number[];
            /** @description The name of the account to make. */
            new_account?: string | null;
            /** @description What becomes of doubtful lines that have no answer. */
            undecided?: components["schemas"]["Undecided"];
            /** @description Write the opening balance of the preview (only for a new account). */
            with_opening?: boolean;
        };
        /** @description `GET /api/v1/statements/{id}` */
        StatementPage: {
            /** @description Of a finished one: why it is not what it was, the newest changes first. */
            drift: components["schemas"]["DriftCause"][];
            /** @description What could be behind the difference, the simplest first. */
            explanations: components["schemas"]["Explanation"][];
            /** Format: int64 */
            revision: number;
            /** @description While it is being reconciled: all that could be ticked. When it is finished: what it has. */
            rows: components["schemas"]["TickRow"][];
            statement: components["schemas"]["StatementEntry"];
        };
        StatementPreview: {
            /**
             * Format: int64
             * @description The account of the book this belongs to, where that is known or likely.
             */
            account?: number | null;
            /** @description Whether the file says whose account it is. */
            account_named: boolean;
            agreement?: components["schemas"]["Agreement"] | null;
            bank_balance?: components["schemas"]["BankBalance"] | null;
            currency: string;
            /** @description False where the file does not say which currency this is (QIF): ask for it when a new account is made. */
            currency_stated: boolean;
            /** Format: int32 */
            decimals: number;
            /**
             * Format: int64
             * @description How many lines could be an entry of the book, where the lines were not asked for.
             */
            doubtful?: number | null;
            /** Format: int32 */
            index: number;
            kind: components["schemas"]["AccountKind"];
            /** @description The account as the file names it, for people: "CHECKING …2687". */
            label: string;
            lines: components["schemas"]["LinePreview"][];
            opening?: components["schemas"]["BankBalance"] | null;
        };
        /** @description `GET /api/v1/accounts/{id}/statements`, by date. */
        Statements: {
            /** Format: int64 */
            account: number;
            brought?: components["schemas"]["BroughtStatement"] | null;
            /** Format: int64 */
            revision: number;
            statements: components["schemas"]["StatementEntry"][];
        };
        Tag: {
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: int64 */
            uses: number;
        };
        /** @description `GET /api/v1/tags`, by name. */
        Tags: {
            /** Format: int64 */
            revision: number;
            tags: components["schemas"]["Tag"][];
        };
        /** @description A row of the register, to tick. */
        TickRow: {
            /** Format: int64 */
            amount: number;
            date: string;
            memo: string;
            number?: string | null;
            payee?: string | null;
            /** Format: int32 */
            split: number;
            state: components["schemas"]["SplitState"];
            ticked: boolean;
            /** Format: int64 */
            transaction: number;
        };
        /** @description `PUT /api/v1/statements/{id}/ticks` */
        Ticks: {
            rows: components["schemas"]["RowRef"][];
            ticked: boolean;
        };
        /** @description A key for a script, without the key. */
        Token: {
            /** @description When it was made, RFC 3339. */
            made: string;
            name: string;
        };
        /** @description `GET /api/v1/tokens`. */
        Tokens: {
            /** @description In the order in which they were made. */
            tokens: components["schemas"]["Token"][];
        };
        /** @description `GET /api/v1/transactions/{id}` */
        Transaction: {
            date: string;
            /** Format: int64 */
            id: number;
            memo: string;
            number?: string | null;
            payee?: string | null;
            /**
             * Format: int64
             * @description The book's revision at which this was read: give it back as `base` when changing it.
             */
            revision: number;
            splits: components["schemas"]["Split"][];
            /** @description By name. */
            tags: string[];
            /** @description Kept and marked; its sides are zero until it is made valid again. */
            void: boolean;
        };
        /** @description `POST /api/v1/transactions`, and `PUT /api/v1/transactions/{id}` (the whole, not a part). */
        TransactionDraft: {
            /**
             * Format: int64
             * @description For a change: the revision the page had read. If somebody changed the
             *     transaction since then, the answer is 409 and nothing is lost.
             */
            base?: number | null;
            counterpart?: components["schemas"]["Counterpart"] | null;
            date: string;
            memo?: string;
            number?: string | null;
            /** @description A payee by name; a new name makes a new payee. */
            payee?: string | null;
            splits: components["schemas"]["SplitDraft"][];
            /** @description All of its tags, by name; a new name makes a new tag. Left out: as they were. */
            tags?: string[] | null;
        };
        TransferProposal: {
            /**
             * Format: int32
             * @description Between the two.
             */
            days: number;
            deposit: components["schemas"]["PairRow"];
            payment: components["schemas"]["PairRow"];
            /** @description Why, in words. */
            reason: string;
        };
        /** @description `GET /api/v1/transfers/proposals`: rows that look like the two sides of one transfer. */
        TransferProposals: {
            /** @description Newest first, 200 at most; each row in one pair. */
            pairs: components["schemas"]["TransferProposal"][];
            /** Format: int64 */
            revision: number;
        };
        /** @description Why nothing is written to the book any more. */
        Trouble: {
            advice: string;
            /** @description Whether a rescue copy can be asked for. */
            can_be_saved: boolean;
            title: string;
        };
        /** @description `POST /api/v1/transactions/link` and `…/merge`: what these two rows become together. */
        TwoRows: {
            /**
             * Format: int64
             * @description The revision the page had read: a row that was changed since then is 409.
             */
            base?: number | null;
            /** @description Exactly two, of different transactions. */
            rows: components["schemas"]["RowRef"][];
        };
        /** @enum {string} */
        Undecided: "ask" | "add" | "likeliest" | "leave_out";
        /** @description What the server answers. */
        UploadAnswer: {
            id: string;
            /** @enum {string} */
            kind: "ready";
            /** Format: int64 */
            received: number;
        } | {
            /** Format: int64 */
            bytes: number;
            /** @enum {string} */
            kind: "received";
        } | {
            /** @enum {string} */
            kind: "done";
            preview: components["schemas"]["ImportPreview"];
        } | {
            /** @enum {string} */
            kind: "refused";
            problem: components["schemas"]["Problem"];
        };
        /** @description What the page says of a file that it sends in pieces. */
        UploadOrder: {
            /** @enum {string} */
            kind: "begin";
            name: string;
            /** Format: int64 */
            size: number;
        } | {
            id: string;
            /** @enum {string} */
            kind: "resume";
        } | {
            id: string;
            /** @enum {string} */
            kind: "cancel";
        };
        /** @description `POST /api/v1/transactions/{id}/void` */
        Void: {
            /** @description False makes it valid again, with the amounts it had. */
            void: boolean;
        };
        /** @description A word of the file and what it says of a row. */
        WordAnswer: {
            meaning: components["schemas"]["WordMeaning"];
            /** @description In small letters without accents. */
            word: string;
        };
        /**
         * @description What a word in a row says of it.
         * @enum {string}
         */
        WordMeaning: "money_out" | "money_in" | "booked" | "left_out";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type About = components['schemas']['About'];
export type Account = components['schemas']['Account'];
export type AccountKind = components['schemas']['AccountKind'];
export type AccountMove = components['schemas']['AccountMove'];
export type AccountOpening = components['schemas']['AccountOpening'];
export type AccountOrder = components['schemas']['AccountOrder'];
export type AccountPatch = components['schemas']['AccountPatch'];
export type Accounts = components['schemas']['Accounts'];
export type Agreement = components['schemas']['Agreement'];
export type Ahead = components['schemas']['Ahead'];
export type AheadRow = components['schemas']['AheadRow'];
export type AmountSense = components['schemas']['AmountSense'];
export type App = components['schemas']['App'];
export type Attachment = components['schemas']['Attachment'];
export type AttachmentKind = components['schemas']['AttachmentKind'];
export type AttachmentSizes = components['schemas']['AttachmentSizes'];
export type Attachments = components['schemas']['Attachments'];
export type Backup = components['schemas']['Backup'];
export type BackupBalance = components['schemas']['BackupBalance'];
export type Backups = components['schemas']['Backups'];
export type BalancePoint = components['schemas']['BalancePoint'];
export type BankBalance = components['schemas']['BankBalance'];
export type BatchAccount = components['schemas']['BatchAccount'];
export type BatchLine = components['schemas']['BatchLine'];
export type BatchLines = components['schemas']['BatchLines'];
export type BookInfo = components['schemas']['BookInfo'];
export type BroughtStatement = components['schemas']['BroughtStatement'];
export type Budget = components['schemas']['Budget'];
export type BudgetAverages = components['schemas']['BudgetAverages'];
export type BudgetFigures = components['schemas']['BudgetFigures'];
export type BudgetGoal = components['schemas']['BudgetGoal'];
export type BudgetGoalState = components['schemas']['BudgetGoalState'];
export type BudgetOver = components['schemas']['BudgetOver'];
export type BudgetOverRow = components['schemas']['BudgetOverRow'];
export type BudgetPlan = components['schemas']['BudgetPlan'];
export type BudgetPlans = components['schemas']['BudgetPlans'];
export type BudgetRow = components['schemas']['BudgetRow'];
export type BudgetRule = components['schemas']['BudgetRule'];
export type BudgetSection = components['schemas']['BudgetSection'];
export type BudgetWay = components['schemas']['BudgetWay'];
export type Bulk = components['schemas']['Bulk'];
export type BulkChange = components['schemas']['BulkChange'];
export type BulkPreview = components['schemas']['BulkPreview'];
export type BulkRow = components['schemas']['BulkRow'];
export type BulkSide = components['schemas']['BulkSide'];
export type CandidatePreview = components['schemas']['CandidatePreview'];
export type CategoryMerged = components['schemas']['CategoryMerged'];
export type CategoryRename = components['schemas']['CategoryRename'];
export type CategoryRenamePreview = components['schemas']['CategoryRenamePreview'];
export type CategoryRenamed = components['schemas']['CategoryRenamed'];
export type ChangeWords = components['schemas']['ChangeWords'];
export type ChangedField = components['schemas']['ChangedField'];
export type Cheque = components['schemas']['Cheque'];
export type ChequeNumber = components['schemas']['ChequeNumber'];
export type Chequebook = components['schemas']['Chequebook'];
export type ChequebookPatch = components['schemas']['ChequebookPatch'];
export type Chequebooks = components['schemas']['Chequebooks'];
export type Cheques = components['schemas']['Cheques'];
export type ColumnRole = components['schemas']['ColumnRole'];
export type Completion = components['schemas']['Completion'];
export type ContentsPreview = components['schemas']['ContentsPreview'];
export type Counterpart = components['schemas']['Counterpart'];
export type Counterparts = components['schemas']['Counterparts'];
export type DateOrder = components['schemas']['DateOrder'];
export type DecimalMark = components['schemas']['DecimalMark'];
export type Decisions = components['schemas']['Decisions'];
export type DecisionsChecked = components['schemas']['DecisionsChecked'];
export type Delimiter = components['schemas']['Delimiter'];
export type Done = components['schemas']['Done'];
export type DriftCause = components['schemas']['DriftCause'];
export type DriftRow = components['schemas']['DriftRow'];
export type Due = components['schemas']['Due'];
export type DueChoice = components['schemas']['DueChoice'];
export type DueLine = components['schemas']['DueLine'];
export type DuePreview = components['schemas']['DuePreview'];
export type Duplicate = components['schemas']['Duplicate'];
export type EnterOccurrence = components['schemas']['EnterOccurrence'];
export type EntryChoice = components['schemas']['EntryChoice'];
export type Event = components['schemas']['Event'];
export type Explanation = components['schemas']['Explanation'];
export type ExplanationKind = components['schemas']['ExplanationKind'];
export type Finish = components['schemas']['Finish'];
export type Funds = components['schemas']['Funds'];
export type HandedFile = components['schemas']['HandedFile'];
export type HandedFiles = components['schemas']['HandedFiles'];
export type History = components['schemas']['History'];
export type HistoryEntry = components['schemas']['HistoryEntry'];
export type ImportAnswer = components['schemas']['ImportAnswer'];
export type ImportBatch = components['schemas']['ImportBatch'];
export type ImportBatches = components['schemas']['ImportBatches'];
export type ImportColumn = components['schemas']['ImportColumn'];
export type ImportOrder = components['schemas']['ImportOrder'];
export type ImportPreview = components['schemas']['ImportPreview'];
export type ImportProblem = components['schemas']['ImportProblem'];
export type ImportProgress = components['schemas']['ImportProgress'];
export type ImportQuestion = components['schemas']['ImportQuestion'];
export type ImportReading = components['schemas']['ImportReading'];
export type ImportStage = components['schemas']['ImportStage'];
export type ImportTable = components['schemas']['ImportTable'];
export type Imported = components['schemas']['Imported'];
export type KeepRunning = components['schemas']['KeepRunning'];
export type KeptReport = components['schemas']['KeptReport'];
export type KeptReportOrder = components['schemas']['KeptReportOrder'];
export type KeptReportPatch = components['schemas']['KeptReportPatch'];
export type KeptReports = components['schemas']['KeptReports'];
export type LaunchAddress = components['schemas']['LaunchAddress'];
export type LayoutAnswers = components['schemas']['LayoutAnswers'];
export type LayoutPreset = components['schemas']['LayoutPreset'];
export type LayoutSettings = components['schemas']['LayoutSettings'];
export type Life = components['schemas']['Life'];
export type LineAnswer = components['schemas']['LineAnswer'];
export type LineChecked = components['schemas']['LineChecked'];
export type LineEdit = components['schemas']['LineEdit'];
export type LineFate = components['schemas']['LineFate'];
export type LinePreview = components['schemas']['LinePreview'];
export type LockedRows = components['schemas']['LockedRows'];
export type LockingStatement = components['schemas']['LockingStatement'];
export type MadeBackup = components['schemas']['MadeBackup'];
export type MadeToken = components['schemas']['MadeToken'];
export type Merge = components['schemas']['Merge'];
export type MissingCheques = components['schemas']['MissingCheques'];
export type MoveInDay = components['schemas']['MoveInDay'];
export type MoveOccurrence = components['schemas']['MoveOccurrence'];
export type MoveRow = components['schemas']['MoveRow'];
export type NewAccount = components['schemas']['NewAccount'];
export type NewBackup = components['schemas']['NewBackup'];
export type NewChequebook = components['schemas']['NewChequebook'];
export type NewKeptReport = components['schemas']['NewKeptReport'];
export type NewStatement = components['schemas']['NewStatement'];
export type NewToken = components['schemas']['NewToken'];
export type NextOccurrence = components['schemas']['NextOccurrence'];
export type Opening = components['schemas']['Opening'];
export type OutstandingCheque = components['schemas']['OutstandingCheque'];
export type PairRow = components['schemas']['PairRow'];
export type Payee = components['schemas']['Payee'];
export type Payees = components['schemas']['Payees'];
export type PlaceOnDisk = components['schemas']['PlaceOnDisk'];
export type Polled = components['schemas']['Polled'];
export type Preferences = components['schemas']['Preferences'];
export type PreviewChoice = components['schemas']['PreviewChoice'];
export type Problem = components['schemas']['Problem'];
export type Proposal = components['schemas']['Proposal'];
export type Proposals = components['schemas']['Proposals'];
export type ProposedChequebook = components['schemas']['ProposedChequebook'];
export type QuotationMark = components['schemas']['QuotationMark'];
export type RawRecord = components['schemas']['RawRecord'];
export type Recall = components['schemas']['Recall'];
export type RecalledSplit = components['schemas']['RecalledSplit'];
export type RegisterPage = components['schemas']['RegisterPage'];
export type RegisterPlace = components['schemas']['RegisterPlace'];
export type RegisterRow = components['schemas']['RegisterRow'];
export type Rename = components['schemas']['Rename'];
export type RenameCategory = components['schemas']['RenameCategory'];
export type RepeatedCheque = components['schemas']['RepeatedCheque'];
export type Report = components['schemas']['Report'];
export type ReportAhead = components['schemas']['ReportAhead'];
export type ReportChart = components['schemas']['ReportChart'];
export type ReportColumn = components['schemas']['ReportColumn'];
export type ReportDefinition = components['schemas']['ReportDefinition'];
export type ReportGrouping = components['schemas']['ReportGrouping'];
export type ReportInterval = components['schemas']['ReportInterval'];
export type ReportKind = components['schemas']['ReportKind'];
export type ReportLine = components['schemas']['ReportLine'];
export type ReportMeasure = components['schemas']['ReportMeasure'];
export type ReportRow = components['schemas']['ReportRow'];
export type ReportRows = components['schemas']['ReportRows'];
export type ReportRowsOrder = components['schemas']['ReportRowsOrder'];
export type ReportSection = components['schemas']['ReportSection'];
export type Rescued = components['schemas']['Rescued'];
export type RestPreview = components['schemas']['RestPreview'];
export type RestoreBackup = components['schemas']['RestoreBackup'];
export type Restored = components['schemas']['Restored'];
export type RowField = components['schemas']['RowField'];
export type RowRef = components['schemas']['RowRef'];
export type Rule = components['schemas']['Rule'];
export type RuleDay = components['schemas']['RuleDay'];
export type RuleEnd = components['schemas']['RuleEnd'];
export type RuleUnit = components['schemas']['RuleUnit'];
export type RuleWeekend = components['schemas']['RuleWeekend'];
export type Schedule = components['schemas']['Schedule'];
export type ScheduleAmount = components['schemas']['ScheduleAmount'];
export type ScheduleDraft = components['schemas']['ScheduleDraft'];
export type Schedules = components['schemas']['Schedules'];
export type Session = components['schemas']['Session'];
export type Sessions = components['schemas']['Sessions'];
export type SetBudgetWay = components['schemas']['SetBudgetWay'];
export type SkipOccurrence = components['schemas']['SkipOccurrence'];
export type SortColumn = components['schemas']['SortColumn'];
export type Split = components['schemas']['Split'];
export type SplitDraft = components['schemas']['SplitDraft'];
export type SplitState = components['schemas']['SplitState'];
export type StandingRow = components['schemas']['StandingRow'];
export type StartAtLogin = components['schemas']['StartAtLogin'];
export type StateChange = components['schemas']['StateChange'];
export type StatementChange = components['schemas']['StatementChange'];
export type StatementChecked = components['schemas']['StatementChecked'];
export type StatementChoice = components['schemas']['StatementChoice'];
export type StatementEntry = components['schemas']['StatementEntry'];
export type StatementOrder = components['schemas']['StatementOrder'];
export type StatementPage = components['schemas']['StatementPage'];
export type StatementPreview = components['schemas']['StatementPreview'];
export type Statements = components['schemas']['Statements'];
export type Tag = components['schemas']['Tag'];
export type Tags = components['schemas']['Tags'];
export type TickRow = components['schemas']['TickRow'];
export type Ticks = components['schemas']['Ticks'];
export type Token = components['schemas']['Token'];
export type Tokens = components['schemas']['Tokens'];
export type Transaction = components['schemas']['Transaction'];
export type TransactionDraft = components['schemas']['TransactionDraft'];
export type TransferProposal = components['schemas']['TransferProposal'];
export type TransferProposals = components['schemas']['TransferProposals'];
export type Trouble = components['schemas']['Trouble'];
export type TwoRows = components['schemas']['TwoRows'];
export type Undecided = components['schemas']['Undecided'];
export type UploadAnswer = components['schemas']['UploadAnswer'];
export type UploadOrder = components['schemas']['UploadOrder'];
export type Void = components['schemas']['Void'];
export type WordAnswer = components['schemas']['WordAnswer'];
export type WordMeaning = components['schemas']['WordMeaning'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
