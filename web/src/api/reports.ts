/** The part of the server's API that is about reports; see `client.ts`. */
import { send, withJson, type Answer } from "./client";
import type { Report, ReportDefinition, ReportRows, ReportRowsOrder } from "./types";

export const makeReport = (definition: ReportDefinition): Answer<Report> => send("/reports", withJson("POST", definition));
export const getReportRows = (order: ReportRowsOrder): Answer<ReportRows> => send("/reports/rows", withJson("POST", order));
