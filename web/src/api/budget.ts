/** The part of the server's API that is about the budget; see `client.ts`. */
import { send, withJson, type Answer } from "./client";
import type { Budget, BudgetOver, BudgetPlan, BudgetRule, BudgetWay, Done } from "./types";

export const getBudget = (period: string, today: string): Answer<Budget> => send(`/budget?period=${period}&today=${today}`);
/** As one step; null takes a plan away. */
export const planBudget = (plans: readonly BudgetPlan[]): Answer<Done> => send("/budget/plans", withJson("PUT", { plans }));
/** For what has no plan yet. */
export const planAverages = (period: string, today: string): Answer<Done> => send(`/budget/averages?today=${today}`, withJson("POST", { period }));
export const setBudgetWay = (way: BudgetWay): Answer<Done> => send("/budget/way", withJson("PUT", { way }));
export const setBudgetRule = (category: number, rule: BudgetRule): Answer<Done> => send(`/budget/categories/${category}`, withJson("PUT", rule));
/** The categories of a transaction that are over in its month. */
export const getOver = (transaction: number, today: string): Answer<BudgetOver> => send(`/budget/over/${transaction}?today=${today}`);
