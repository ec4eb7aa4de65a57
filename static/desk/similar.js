// Asks, while a new record is typed, whether the desk has it already; in a window of a picker the other one can be taken.
"use strict";
(function () {
    const area = document.querySelector("[data-similar]");
    const form = area && document.querySelector("#content-main form");
    if (!form) return;
    const asked = "#id_title, input[type=url]";
    let last = "", timer = 0;

    function ask() {
        const query = new URLSearchParams({ type: area.dataset.type });
        if (area.dataset.popup) query.set("popup", "1");
        form.querySelectorAll(asked).forEach(function (field) {
            if (field.value.trim()) query.append(field.id === "id_title" ? "title" : "url", field.value.trim().slice(0, 500));
        });
        const address = area.dataset.similar + "?" + query;
        if (address === last) return;
        last = address;
        fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } })
            .then((answer) => (answer.ok ? answer.text() : ""))
            .then(function (text) {
                if (address !== last) return;
                area.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
            })
            .catch(() => {});
    }

    form.addEventListener("input", function (event) {
        if (!event.target.matches(asked)) return;
        clearTimeout(timer);
        timer = setTimeout(ask, 600);
    });
    area.addEventListener("click", function (event) {
        const button = event.target.closest("[data-use]");
        if (button && window.opener && window.opener.dismissAddRelatedObjectPopup) {
            window.opener.dismissAddRelatedObjectPopup(window, button.dataset.use, button.dataset.title);
        }
    });
})();
