// Keys of the review page: from field to field, to the comment, to the next record that waits. No key decides anything.
// They can be switched off in the list that `?` opens; the choice is kept in this browser. Without this file the same
// links and boxes are there.
"use strict";
(function () {
    const STORE = "desk-review-keys", OFF = "off";
    const dialog = document.getElementById("rv-keys"), help = document.getElementById("rv-help");
    const box = document.getElementById("rv-keys-on");
    if (!dialog || !help || !box) {
        return;
    }

    function stored(value) {
        try {
            if (value !== undefined) {
                localStorage.setItem(STORE, value);
            }
            return localStorage.getItem(STORE);
        } catch (error) {
            return null;  // a browser that keeps nothing
        }
    }

    function rows() {
        return Array.from(document.querySelectorAll(".rv-row"));
    }

    function step(by) {
        const all = rows(), at = all.indexOf(document.activeElement.closest(".rv-row"));
        const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
        if (next) {
            next.focus();
            next.scrollIntoView({block: "nearest"});
        }
    }

    // Opens the box of a member with the field chosen, and goes there.
    function say(row) {
        const edition = row.dataset.edition, select = document.getElementById("id_on_" + edition);
        const text = document.getElementById("id_say_" + edition), place = row.dataset.place;
        if (!Array.from(select.options).some((option) => option.value === place)) {
            return false;
        }
        document.getElementById("say-" + edition).open = true;
        select.value = place;
        text.focus();
        return true;
    }

    function follow(selector) {
        const link = document.querySelector(selector);
        if (link) {
            link.click();
        }
    }

    const KEYS = {
        j: () => step(1),
        k: () => step(-1),
        c: () => {
            const row = document.activeElement.closest(".rv-row");
            if (row) {
                say(row);
            }
        },
        d: () => document.getElementById("decision").focus(),
        n: () => follow(".rv-queue [rel=next]"),
        p: () => follow(".rv-queue [rel=prev]"),
        x: () => follow("[data-mode]"),
        "?": () => dialog.showModal(),
    };

    document.addEventListener("keydown", function (event) {
        const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
        if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !box.checked) {
            return;
        }
        const act = KEYS[event.key];
        if (act) {
            event.preventDefault();
            act();
        }
    });

    document.addEventListener("click", function (event) {
        const link = event.target.closest(".rv-say");
        if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && say(link.closest(".rv-row"))) {
            event.preventDefault();
        }
    });

    box.checked = stored() !== OFF;
    box.addEventListener("change", () => stored(box.checked ? "on" : OFF));
    help.hidden = false;
    help.addEventListener("click", () => dialog.showModal());
})();
