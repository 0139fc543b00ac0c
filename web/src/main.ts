/** Puts the page up and follows the book; nothing else. */
import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import { follow } from "./state/book.svelte";
import { keepNothingTyped } from "./state/unkept";

const target = document.getElementById("page");
if (target) mount(App, { target });
keepNothingTyped();
follow();
