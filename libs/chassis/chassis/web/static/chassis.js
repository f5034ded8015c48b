// What pages do beyond HTML: focus on errors, and calm words when a fragment of a neighbouring service fails.

import "./typing.js";

const focusSummary = (root) => root.querySelector("[data-error-summary]")?.focus();

/** Whether somebody pressed something, and waits for what comes of it. */
const isByHand = ({ requestConfig }) => ["click", "submit"].includes(requestConfig.triggeringEvent?.type);

/** Leads to what a refused form says first, or to its first field that is wrong. */
function focusRefusal(root) {
  const first = root.querySelector("[data-error-summary], [role=alert], [aria-invalid=true]");
  if (first?.role === "alert") first.tabIndex = -1;
  first?.focus();
}

/** What a panel showed before a notice took its place. */
const before = new WeakMap();

/** A neighbour that is back and has nothing new sends nothing: what it said last is shown again. */
function bringBack(target) {
  const kept = before.get(target);
  if (kept) target.replaceChildren(...kept);
  before.delete(target);
}

/** Shows `notice` in the target of a request: in place of a panel's content, above a form that must not be lost. */
function show(notice, detail) {
  const { target, requestConfig } = detail;
  if (!target) return;
  target.querySelectorAll(":scope > [data-notice]").forEach((old) => old.remove());
  notice.dataset.notice = "";
  if (requestConfig.verb === "get") {
    if (!before.has(target)) before.set(target, [...target.childNodes]);
    target.replaceChildren(notice);
  } else target.prepend(notice);
  if (isByHand(detail)) {
    notice.tabIndex = -1;
    notice.focus();
  }
}

/** Says that the neighbour cannot be reached, with a button that asks it again. */
function showUnreachable(detail) {
  const notice = document.getElementById("neighbour-unreachable").content.firstElementChild.cloneNode(true);
  const { verb, path } = detail.requestConfig;
  const retry = notice.querySelector("[data-retry]");
  if (verb === "get") {
    retry.addEventListener("click", () => {
      window.htmx.ajax("GET", path, { source: detail.elt, target: detail.target });
    });
  } else {
    retry.remove();
  }
  show(notice, detail);
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  if (requestConfig.verb === "get" && xhr.status === 204) bringBack(target);
  else if (xhr.status < 300 && xhr.status !== 204) before.delete(target);
  if (xhr.status < 400 || xhr.status === 422) return;
  event.detail.shouldSwap = false;
  const says = xhr.getResponseHeader("X-Fragment-Error") && ![502, 503, 504].includes(xhr.status);
  const notice = says && new DOMParser().parseFromString(xhr.responseText, "text/html").body.firstElementChild;
  if (notice) show(notice, event.detail);
  else showUnreachable(event.detail);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => showUnreachable(event.detail));
}

// htmx runs no scripts of fragments; a fragment names the module that it needs, which a page runs once.
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  for (const { dataset } of [elt, ...elt.querySelectorAll("[data-module]")]) {
    if (dataset.module?.startsWith("/static/")) import(dataset.module);
  }
});

// A menu closes by Escape, by a click elsewhere, and when the focus leaves it.
for (const menu of document.querySelectorAll("[data-close-outside]")) {
  const close = () => menu.removeAttribute("open");
  document.addEventListener("click", ({ target }) => menu.contains(target) || close());
  menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && close());
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    close();
    menu.querySelector("summary").focus();
  });
}

document.addEventListener("htmx:beforeRequest", (event) => event.detail.target.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", (event) => event.detail.target?.removeAttribute("aria-busy"));
document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  focusSummary(detail.target);
  if (detail.xhr?.status === 422 && isByHand(detail)) focusRefusal(target);
});
focusSummary(document);
