// Says under a date field how the text is understood while it is typed, and offers how words are written.
// Without this file the line shows what was saved, and the refusal of a save says the same.
"use strict";
(function () {
    const sheet = document.querySelector("[data-dates]");
    if (!sheet) {
        return;
    }
    const waiting = new WeakMap();

    function say(input, read) {
        const line = document.getElementById(input.id + "_understood");
        if (!line) {
            return;
        }
        line.textContent = read.text;
        line.classList.toggle("desk-understood--not", !read.understood);
        if (read.meant) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "desk-take";
            button.textContent = "Write " + read.meant + " (" + read.words + ")";
            button.addEventListener("click", function () {
                input.value = read.meant;
                input.focus();
                input.dispatchEvent(new Event("input", {bubbles: true}));
                input.dispatchEvent(new Event("change", {bubbles: true}));
            });
            line.replaceChildren("Not understood. ", button);
        }
    }

    async function ask(input) {
        const text = input.value.trim();
        if (!text) {
            say(input, {text: "", understood: true});
            return;
        }
        try {
            const answer = await fetch(sheet.dataset.dates + "?q=" + encodeURIComponent(text.slice(0, 61)), {
                headers: {Accept: "application/json"}
            });
            const read = await answer.json();
            if (input.value.trim() === text) {
                say(input, read);
            }
        } catch {
            // Offline, or logged out: the save says it.
        }
    }

    document.addEventListener("input", function (event) {
        const input = event.target;
        if (input.matches(".desk-date")) {
            clearTimeout(waiting.get(input));
            waiting.set(input, setTimeout(ask, 250, input));
        }
    });
    document.querySelectorAll(".desk-understood--not").forEach(function (line) {
        ask(document.getElementById(line.id.replace(/_understood$/, "")));
    });
})();
