// Follows a link of the checklist: opens what is folded around its field and puts the cursor there.
// Without this file the browser scrolls to the field; rows with something to do are opened by the server.
"use strict";
(function () {
    function follow() {
        const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (!found || !found.closest("form")) {
            return;
        }
        for (let around = found; around; around = around.parentElement && around.parentElement.closest("details")) {
            if (around.matches("details")) {
                around.open = true;
            }
        }
        const folded = found.matches(".inline-related") && found.querySelector("details");
        if (folded) {
            folded.open = true;
        }
        const picker = found.nextElementSibling && found.nextElementSibling.querySelector("[role=combobox]");
        const control = picker || (found.matches("input, select, textarea") ? found : found.querySelector(
            ".form-row :is(input:not([type=hidden]), textarea, .select2-selection, select), summary"
        ));
        (control || found).scrollIntoView({block: "center"});
        if (control) {
            control.focus({preventScroll: true});
        }
    }

    document.addEventListener("click", function (event) {
        const link = event.target.closest(".desk-checklist a, .desk-todo a");
        if (link && link.hash === location.hash) {
            follow();
        }
    });
    window.addEventListener("hashchange", () => setTimeout(follow));
    window.addEventListener("load", () => setTimeout(follow));
})();
