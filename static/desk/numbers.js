// Numbers the new rows of a form and offers them as parts that a citation may prove. The server does the same for
// the rows that it renders; without this file the form works with one new row a list.
"use strict";
(function () {
    const PROVED = {claims: "/text"};
    const UNPROVABLE = ["citations", "in_dossiers"];

    function newRows(group) {
        return Array.from(group.querySelectorAll(".inline-related:not(.has_original):not(.empty-form)"));
    }

    function offer(select, key, first, options) {
        const chosen = select.value;
        Array.from(select.options).forEach(function (option) {
            const [list, number] = option.value.split("/");
            if (list === key && Number(number) >= first) {
                option.remove();
            }
        });
        options.forEach(function (option) {
            select.add(new Option(option.label, option.value));
        });
        if (Array.from(select.options).some((option) => option.value === chosen)) {
            select.value = chosen;
        }
    }

    function renumber() {
        document.querySelectorAll("[data-first-new]").forEach(function (group) {
            const key = group.id.replace(/-group$/, "");
            const first = Number(group.dataset.firstNew);
            const options = newRows(group).map(function (row, index) {
                const label = group.dataset.noun + " " + (first + index) + " (new)";
                row.querySelector(".desk-number").textContent = label;
                return {label: label, value: key + "/" + (first + index) + (PROVED[key] || "")};
            });
            if (!UNPROVABLE.includes(key)) {
                document.querySelectorAll("select.desk-anchor").forEach((select) => offer(select, key, first, options));
            }
        });
    }

    document.addEventListener("formset:added", renumber);
    document.addEventListener("formset:removed", renumber);
    renumber();
})();
