// Keeps in this browser what was typed into a form of the desk and not saved, offers it on return, and warns before leaving.
// One entry a visit: `desk-keep:<account>:<path>:<visit>`. Never sent anywhere; nothing is put into a form without a click.
"use strict";
(function () {
    const account = document.querySelector("[data-account]")?.dataset.account;
    const forms = Array.from(document.querySelectorAll("#content form[method=post]")).filter(
        (form) => form.id !== "changelist-form" && form.querySelector("textarea, .desk-sheet")
    );
    const DAYS = 7, WAIT = 400, ALL = "desk-keep:", SENT = "desk-keep-sent";
    const LEFT_OUT = new Set(["hidden", "file", "password", "submit", "button", "reset", "image"]);
    const MINE = ALL + account + ":", HERE = MINE + location.pathname + ":";
    const began = new WeakMap();
    const visit = HERE + Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
    let carried = {}, sending = false, closed = false, timer = 0, works = true;

    // --- What the browser stores; a full or forbidden store must not stop anybody from typing ---
    function guarded(act, otherwise) {
        try {
            return act();
        } catch {
            return otherwise;
        }
    }
    const keys = (beginning) => guarded(() => Object.keys(localStorage).filter((key) => key.startsWith(beginning)), []);
    const read = (key) => guarded(() => JSON.parse(localStorage.getItem(key)), null);
    const remove = (key) => guarded(() => localStorage.removeItem(key));

    // --- The controls of the page, each under a name that outlives other people's saves ---
    function controls(form) {
        return Array.from(form.elements).filter((each) => each.name && !LEFT_OUT.has(each.type) && each.tagName !== "FIELDSET"
            && !each.disabled && !each.name.includes("__prefix__"));
    }

    function initial(form, list) {
        return Number(form.elements[list + "-INITIAL_FORMS"]?.value || 0);
    }

    // `claims:<key of its row>:text`, `claims:+0:text` for the first new row, else the name itself.
    function nameOf(control) {
        const form = control.form, [, list, index, field] = control.name.match(/^(\w+)-(\d+)-(\w+)$/) || [];
        const at = forms.indexOf(form) ? (form.id || form.getAttribute("action") || forms.indexOf(form)) + " " : "";
        const tick = control.type === "checkbox" && !list || control.type === "radio" ? "=" + control.value : "";
        if (!list || !form.elements[list + "-TOTAL_FORMS"]) {
            return at + control.name + tick;
        }
        const key = form.elements[list + "-" + index + "-id"]?.value || "+" + (index - initial(form, list));
        return at + [list, key, field].join(":") + (control.type === "radio" ? tick : "");
    }

    function valueOf(control) {
        if (control.type === "checkbox" || control.type === "radio") {
            return control.checked;
        }
        if (control.tagName !== "SELECT") {
            return control.value;
        }
        return Array.from(control.selectedOptions).map((option) => [option.value, option.text]);
    }

    // What stood there at first. A picker's options come and go, so what was chosen is noted when the row appears.
    const note = (around) => around.querySelectorAll("select").forEach((select) => began.set(select, valueOf(select)));

    function was(control) {
        if (control.type === "checkbox" || control.type === "radio") {
            return control.defaultChecked;
        }
        if (control.tagName !== "SELECT") {
            return control.defaultValue;
        }
        return began.get(control) || [["", ""]].slice(control.multiple ? 1 : 0);
    }

    const plain = (value) => (Array.isArray(value) ? value.map(([word]) => word).join("\n") : String(value).replace(/\r\n?/g, "\n"));
    const same = (one, other) => plain(one) === plain(other);
    const words = (value) => (value === true ? "ticked" : value === false ? "not ticked"
        : Array.isArray(value) ? value.map(([, text]) => text).join(", ") : value) || "(empty)";

    function labelOf(control) {
        const own = (control.labels?.[0]?.textContent || control.getAttribute("aria-label") || control.name).trim().replace(/\s*:$/, "");
        const row = control.closest(".inline-related")?.querySelector(".desk-number")?.textContent.trim();
        return row ? row + ": " + own.toLowerCase() : own;
    }

    function changed() {
        const found = {...carried}, hasCarried = Object.keys(carried).length > 0;
        forms.flatMap(controls).forEach(function (control) {
            const value = valueOf(control), before = was(control), touched = !same(value, before);
            const name = touched || hasCarried ? nameOf(control) : "";
            if (touched) {
                found[name] = {value, was: before, label: labelOf(control)};
            } else if (found[name] && !same(value, found[name].value)) {
                delete found[name];
            }
        });
        return found;
    }

    function firsts() {
        const groups = Array.from(document.querySelectorAll("[data-first-new]"));
        return Object.fromEntries(groups.map((group) => [group.id.replace(/-group$/, ""), Number(group.dataset.firstNew)]));
    }

    // --- Keeping ---
    const isDirty = () => Object.keys(changed()).length > 0;

    function tell(text) {
        const bar = document.querySelector(".desk-save");
        if (bar) {
            const line = bar.querySelector(".desk-keeping") || bar.appendChild(document.createElement("span"));
            line.className = "desk-keeping";
            line.textContent = text;
        }
    }

    function keep() {
        clearTimeout(timer);
        const fields = changed();
        if (sending || closed) {
            return;
        }
        if (!Object.keys(fields).length) {
            remove(visit);
            tell("");
            return;
        }
        const version = document.querySelector("[name=lock_version]")?.value || "";
        works = guarded(function () {
            localStorage.setItem(visit, JSON.stringify({at: Date.now(), version, first: firsts(), fields}));
            return true;
        }, false);
        tell(works ? "Kept in this browser at " + clock(Date.now()) : "This browser keeps no copy of what you type: save often.");
    }

    function clock(at) {
        const day = new Date(at), today = new Date().toDateString() === day.toDateString();
        return (today ? "" : day.toLocaleDateString("en-GB", {day: "numeric", month: "long"}) + ", ")
            + day.toLocaleTimeString("en-GB", {hour: "2-digit", minute: "2-digit"});
    }

    // --- Putting back ---
    // A number that was new then may belong to somebody else's row now: new rows move behind it, and what points at them too.
    function moved(value, control, first, now) {
        const shift = (list, number) => Number(number) + (first[list] && number >= first[list] ? now[list] - first[list] : 0);
        const list = control.dataset.list;
        return list && value ? String(shift(list, value)) : value.replace(/^(\w+)\/(\d+)/, (whole, key, number) => key + "/" + shift(key, number));
    }

    function find(name) {
        return forms.flatMap(controls).find((control) => nameOf(control) === name);
    }

    function makeRows(names) {
        names.forEach(function (name) {
            const [, list, number] = name.match(/^(\w+):\+(\d+):/) || [];
            const more = list && document.querySelector("#" + list + "-group .add-row a");
            for (let tries = 0; more && !find(name) && tries <= number; tries += 1) {
                more.click();
            }
        });
    }

    function put(control, value, entry) {
        if (typeof value === "boolean") {
            control.checked = value;
        } else if (!Array.isArray(value)) {
            control.value = value;
        } else {
            const wanted = value.map(([word, text]) => [moved(word, control, entry.first, firsts()), text]);
            wanted.filter(([word]) => !Array.from(control.options).some((option) => option.value === word))
                .forEach(([word, text]) => control.add(new Option(text, word)));
            Array.from(control.options).forEach((option) => {
                option.selected = wanted.some(([word]) => word === option.value);
            });
        }
        for (let around = control.closest("details"); around; around = around.parentElement.closest("details")) {
            around.open = true;
        }
        control.dispatchEvent(new Event("input", {bubbles: true}));
        control.dispatchEvent(new Event("change", {bubbles: true}));
        window.django?.jQuery?.(control).trigger("change.select2");
    }

    function putBack(entry) {
        const names = Object.keys(entry.fields);
        makeRows(names);
        const [lost, there] = [names.filter((name) => !find(name)), names.map(find).filter(Boolean)];
        there.forEach((control) => put(control, entry.fields[nameOf(control)].value, entry));
        return [there, lost];
    }

    // --- Offering ---
    function element(tag, text, ...children) {
        const made = document.createElement(tag);
        made.textContent = text;
        made.append(...children);
        return made;
    }

    function line(name, kept) {
        const control = find(name), now = control && valueOf(control), shown = element("dd", "", element("ins", words(kept.value)));
        if (!control && !name.includes(":+")) {
            shown.append(" – its row is no longer there");
        } else if (control && !same(now, kept.was)) {
            shown.append(" – changed since, now: ", element("q", words(now)));
        }
        return element("div", "", element("dt", kept.label), shown);
    }

    function offer(key, entry) {
        const fields = Object.entries(entry.fields).filter(([name, kept]) => !find(name) || !same(valueOf(find(name)), kept.value));
        if (!fields.length) {
            remove(key);
            return;
        }
        const box = element("section", ""), title = element("h2", "Text from " + clock(entry.at) + " was not saved");
        const since = entry.version && entry.version !== document.querySelector("[name=lock_version]")?.value;
        const back = element("button", "Put it back"), away = element("button", "Throw it away");
        box.className = "desk-note desk-kept";
        box.setAttribute("aria-label", "Unsaved text");
        back.type = away.type = "button";
        back.className = away.className = "desk-button";
        box.append(title, element("p", "It lies in this browser alone. " + (since ? "The record was saved since: read both before you put it back." : "")),
            element("dl", "", ...fields.map(([name, kept]) => line(name, kept))), back, " ", away);
        away.addEventListener("click", function () {
            remove(key);
            box.remove();
        });
        back.addEventListener("click", function () {
            const [there, lost] = putBack(entry);
            keep();
            box.replaceChildren(element("p", "Put back: " + there.length + (there.length === 1 ? " field" : " fields") + ". Nothing is saved yet."));
            box.firstChild.setAttribute("role", "status");
            lost.forEach((name) => box.append(element("p", "No place any more for “" + entry.fields[name].label + "”: " + words(entry.fields[name].value))));
            if (works && !lost.length) {
                remove(key);
            }
            there[0]?.focus();
        });
        forms[0].before(box);
    }

    // What was sent from this tab is settled by the page that answers: said to be done, or the form with everything in it.
    function settle() {
        const sent = guarded(() => sessionStorage.getItem(SENT), null);
        guarded(() => sessionStorage.removeItem(SENT));
        if (!sent) {
            return;
        }
        if (document.querySelector(".messagelist .success")) {
            remove(sent);
        } else if (sent.startsWith(HERE) && document.querySelector(".errornote, .desk-three, .errorlist")) {
            carried = read(sent)?.fields || {};
            remove(sent);
            keep();
        }
    }

    async function offerAll() {
        const open = await guarded(() => navigator.locks.query(), null)?.catch(() => null);
        const held = new Set((open?.held || []).map((lock) => lock.name));
        keys(HERE).filter((key) => key !== visit && !held.has(key)).sort().reverse().slice(0, 3).forEach(function (key) {
            const entry = read(key);
            if (entry?.fields && forms.length) {
                offer(key, entry);
            }
        });
    }

    if (!account) {
        return;
    }
    keys(ALL).filter((key) => !(read(key)?.at > Date.now() - DAYS * 864e5)).forEach(remove);
    document.getElementById("logout-form")?.addEventListener("submit", function () {
        keys(MINE).forEach(remove);
        closed = true;
    });
    forms.forEach(note);
    settle();
    if (forms.length) {
        document.addEventListener("formset:added", (event) => note(event.target));
        guarded(() => navigator.locks.request(visit, () => new Promise(() => {})));
        offerAll();
        const later = (event) => {
            if (forms.includes(event.target.form)) {
                closed = false;
                clearTimeout(timer);
                timer = setTimeout(keep, WAIT);
            }
        };
        document.addEventListener("input", later);
        window.django?.jQuery?.(document).on("change", "select", later);
        document.addEventListener("change", later);
        forms.forEach((form) => form.addEventListener("submit", function () {
            keep();
            sending = true;
            guarded(() => sessionStorage.setItem(SENT, visit));
        }));
        window.addEventListener("pageshow", (event) => {
            sending = sending && !event.persisted;
        });
        window.addEventListener("pagehide", keep);
        window.addEventListener("beforeunload", function (event) {
            keep();
            if (!sending && isDirty()) {
                event.preventDefault();
            }
        });
    }
})();
