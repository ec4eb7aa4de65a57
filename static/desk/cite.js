// “Cite” beside each statement, measure and date: a citation row that already says what it proves, with the cursor in its source.
// Without this file the select “Proves” of the empty row does the same.
"use strict";
(function ($) {
    const group = document.getElementById("citations-group");
    if (!group) {
        return;
    }
    let last = null; // the source that was chosen last, here or in a saved row

    const rows = () => Array.from(group.querySelectorAll(".inline-related:not(.empty-form)"));
    const control = (row, name) => row.querySelector("[name$='-" + name + "']");

    function anchorOf(row) {
        const list = row.closest("[data-proved]");
        const key = list.id.replace(/-group$/, ""), field = list.dataset.proved;
        return key + "/" + row.dataset.n + (field ? "/" + field : "");
    }

    function isFree(row) {
        return !row.matches(".has_original") && ["anchor", "source", "quote", "locator"].every((name) => !control(row, name).value);
    }

    function freeRow() {
        const more = group.querySelector(".add-row a");
        if (!rows().some(isFree) && more) {
            more.click();
        }
        return rows().find(isFree);
    }

    function show(row) {
        const folded = row.querySelector("details");
        if (folded) {
            folded.open = true;
        }
        row.scrollIntoView({block: "center"});
    }

    function button(text, act) {
        const made = document.createElement("button");
        made.type = "button";
        made.className = "desk-cite";
        made.textContent = text;
        made.addEventListener("click", act);
        return made;
    }

    function choose(select, option) {
        if (!Array.from(select.options).some((each) => each.value === option.value)) {
            select.add(new Option(option.text, option.value));
        }
        select.value = option.value;
        $(select).trigger("change");
    }

    function fillLanguage(row, language) {
        const field = control(row, "language");
        if (field && !field.value && language) {
            field.value = language;
            field.dispatchEvent(new Event("input", {bubbles: true}));
        }
    }

    // The source before this one is mostly the source of this one.
    function offerLast(row) {
        const select = control(row, "source"), place = select.closest(".related-widget-wrapper");
        row.querySelector(".desk-again")?.remove();
        if (last && !select.value) {
            const again = button("Again: " + last.text, function () {
                choose(select, last);
                fillLanguage(row, last.language);
                again.remove();
                control(row, "locator").focus();
            });
            again.classList.add("desk-again");
            place.after(again);
        }
    }

    function cite(anchor, back) {
        const row = freeRow();
        if (!row) {
            return;
        }
        const select = control(row, "anchor");
        select.value = anchor;
        select.dispatchEvent(new Event("change", {bubbles: true}));
        row.querySelector(".desk-back")?.remove();
        const link = button("Back to " + (select.selectedOptions[0]?.text || anchor).split(" – ")[0], function () {
            back.scrollIntoView({block: "center"});
            back.focus();
        });
        link.classList.add("desk-back");
        row.querySelector("h3").append(link);
        show(row);
        offerLast(row);
        (row.querySelector(".desk-again") || row.querySelector(".field-source [role=combobox]") || select).focus();
    }

    // How many citations prove each thing, by its anchor: `claims/3/text` and what lies around it.
    function proofs() {
        const live = rows().filter((row) => !control(row, "DELETE")?.checked);
        const anchors = live.map((row) => control(row, "anchor").value).filter(Boolean);
        return (anchor) => anchors.filter((each) => each === anchor || each.startsWith(anchor + "/") || anchor.startsWith(each + "/")).length;
    }

    function place(anchor, name, put) {
        const made = button("Cite", () => cite(made.dataset.anchor, made));
        made.dataset.anchor = anchor;
        made.dataset.name = name;
        put(made);
        return made;
    }

    function label() {
        const count = proofs();
        document.querySelectorAll("[data-proved] .inline-related:not(.empty-form)").forEach(function (row) {
            const name = row.querySelector(".desk-number").textContent.trim();
            const made = row.querySelector("h3 .desk-cite:not(.desk-back)")
                || place("", "", (it) => row.querySelector("h3 .desk-number").after(it));
            made.dataset.anchor = row.dataset.n ? anchorOf(row) : "";
            made.dataset.name = name;
            made.hidden = !row.dataset.n;
        });
        document.querySelectorAll(".desk-cite[data-anchor]").forEach(function (made) {
            const found = made.dataset.anchor ? count(made.dataset.anchor) : 0;
            made.textContent = found ? "Cite · " + found : "Cite";
            made.classList.toggle("desk-cite--none", !found);
            made.setAttribute("aria-label", "Cite " + made.dataset.name + ": " + (found || "no") + (found === 1 ? " citation" : " citations") + " so far");
        });
    }

    // Dates, places and seats of the record itself are proved too.
    function besideFields() {
        const offered = Array.from(group.querySelector(".empty-form, .inline-related").querySelectorAll("[name$='-anchor'] option"));
        [["date", "date_edtf"], ["existed", "date_edtf"], ["place", "place"], ["seat", "seat"], ["lead", "lead"]].forEach(function ([anchor, name]) {
            const words = document.querySelector('label[for="id_' + name + '"]');
            if (words && offered.some((option) => option.value === anchor)) {
                place(anchor, words.textContent.replace(/\s*:$/, ""), (made) => words.after(made));
            }
        });
    }

    function remember(select, language) {
        const option = select.selectedOptions[0];
        if (option && option.value) {
            last = {value: option.value, text: option.text, language: language || control(select.closest(".inline-related"), "language").value};
        }
    }

    $(document).on("select2:select", "select[name^='citations-'][name$='-source']", function (event) {
        remember(this, event.params.data.language);
        fillLanguage(this.closest(".inline-related"), event.params.data.language);
        this.closest(".inline-related").querySelector(".desk-again")?.remove();
    });
    $(document).on("change", "#citations-group select", label);
    document.addEventListener("change", label);
    document.addEventListener("formset:added", label);
    document.addEventListener("formset:removed", label);
    rows().map((row) => control(row, "source")).filter((select) => select.value).forEach((select) => remember(select));
    besideFields();
    label();
})(django.jQuery);
