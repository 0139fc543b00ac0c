/** The part of the server's API that is about reports; see `client.ts`. */
import { send, withJson, type Answer } from "./client";
import type { Done, KeptReportPatch, KeptReports, NewKeptReport, Report, ReportDefinition, ReportRows, ReportRowsOrder } from "./types";

export const makeReport = (definition: ReportDefinition): Answer<Report> => send("/reports", withJson("POST", definition));
export const getReportRows = (order: ReportRowsOrder): Answer<ReportRows> => send("/reports/rows", withJson("POST", order));

export const getKeptReports = (): Answer<KeptReports> => send("/reports/kept");
export const keepReport = (report: NewKeptReport): Answer<Done> => send("/reports/kept", withJson("POST", report));
export const changeKeptReport = (id: number, patch: KeptReportPatch): Answer<Done> => send(`/reports/kept/${id}`, withJson("PATCH", patch));
export const deleteKeptReport = (id: number): Answer<Done> => send(`/reports/kept/${id}`, withJson("DELETE"));
export const orderKeptReports = (order: readonly number[]): Answer<Done> => send("/reports/order", withJson("PUT", { order }));
