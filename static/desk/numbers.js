// Numbers the new rows of a form and offers them where other rows choose a part: citations, translations, sections, sides.
// The server does the same for the rows that it renders; without this file the form works with one new row a list.
"use strict";
(function () {
    function newRows(group) {
        return Array.from(group.querySelectorAll(".inline-related:not(.has_original):not(.empty-form)"));
    }

    // What one new row adds to a select, by what the select offers.
    function options(group, kind, number, label) {
        const at = group.id.replace(/-group$/, "") + "/" + number;
        if (kind === "proved") {
            const field = group.dataset.proved;
            return field === undefined ? [] : [{label: label + " (new)", value: field ? at + "/" + field : at}];
        }
        if (kind === "texts") {
            return group.dataset.texts.split(" ").filter(Boolean).map((field) => (
                {label: label + ": " + field.replace("_", " ") + " (new)", value: at + "/" + field}
            ));
        }
        return [{label: label + " (new)", value: String(number)}];
    }

    // Takes away what the select offers of this list's new rows, and puts the present ones there.
    function offer(select, isNew, found) {
        const chosen = select.value;
        Array.from(select.options).filter((option) => isNew(option.value)).forEach((option) => option.remove());
        found.forEach((option) => select.add(new Option(option.label, option.value)));
        if (Array.from(select.options).some((option) => option.value === chosen)) {
            select.value = chosen;
        }
    }

    function renumber() {
        document.querySelectorAll("[data-first-new]").forEach(function (group) {
            const key = group.id.replace(/-group$/, "");
            const first = Number(group.dataset.firstNew);
            const added = {proved: [], texts: [], numbers: []};
            newRows(group).forEach(function (row, index) {
                const label = group.dataset.noun + " " + (first + index);
                row.dataset.n = first + index;
                row.querySelector(".desk-number").textContent = label + " (new)";
                Object.keys(added).forEach((kind) => added[kind].push(...options(group, kind, first + index, label)));
            });
            document.querySelectorAll("select.desk-anchor").forEach(function (select) {
                offer(select, function (value) {
                    const [list, number] = value.split("/");
                    return list === key && Number(number) >= first;
                }, added[select.dataset.offers]);
            });
            document.querySelectorAll('select.desk-number-of[data-list="' + key + '"]').forEach(function (select) {
                offer(select, (value) => value !== "" && Number(value) >= first, added.numbers);
            });
        });
    }

    document.addEventListener("formset:added", renumber);
    document.addEventListener("formset:removed", renumber);
    renumber();
})();
