/** Puts the page up and follows the book; nothing else. */
import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import { follow } from "./state/book.svelte";

const target = document.getElementById("page");
if (target) mount(App, { target });
follow();
