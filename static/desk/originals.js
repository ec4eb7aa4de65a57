// Shows beside each translation the English text of the part that it translates, as it stands in the form now.
// Without this file a saved translation shows the text as it was when the form was opened.
"use strict";
(function () {
    function control(anchor) {
        const [key, number, field] = anchor.split("/");
        if (field === undefined) {
            return document.getElementById("id_" + (number ? "date_" + number : key));
        }
        const row = document.querySelector("#" + key + "-group .inline-related[data-n='" + number + "']");
        return row && row.querySelector("[name$='-" + field + "']");
    }

    function show(select) {
        const place = select.closest(".inline-related").querySelector(".desk-original");
        const found = select.value && control(select.value);
        if (place && (found || !select.value)) {
            place.textContent = found ? found.value : "";
        }
    }

    function showAll() {
        document.querySelectorAll("select.desk-anchor[data-offers=texts]").forEach(show);
    }

    document.addEventListener("change", showAll);
    document.addEventListener("formset:added", showAll);
    showAll();
})();
