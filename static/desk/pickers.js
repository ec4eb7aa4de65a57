// Gives every picker the name of its label: the widget names itself by its value alone, which is nothing while it is empty.
"use strict";
(function ($) {
    function name(root) {
        root.querySelectorAll("select.admin-autocomplete + .select2-container [role=combobox]").forEach(function (box) {
            const select = box.closest(".select2-container").previousElementSibling;
            const label = document.querySelector('label[for="' + select.id + '"]');
            const value = box.querySelector(".select2-selection__rendered");
            if (label && value) {
                label.id = label.id || select.id + "-label";
                value.setAttribute("aria-labelledby", label.id);
                box.setAttribute("aria-labelledby", label.id + " " + value.id);
            }
        });
    }

    // A picker of several records is typed into without being opened, so its field needs the name.
    function nameFields(root) {
        root.querySelectorAll("select.admin-autocomplete[multiple]").forEach(function (select) {
            const label = document.querySelector('label[for="' + select.id + '"]');
            const field = select.nextElementSibling && select.nextElementSibling.querySelector(".select2-search__field");
            if (label && field) {
                field.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
            }
        });
    }

    // Both after the widget's own beginning: it waits for the same two events and was there first.
    function nameAll(root) {
        name(root);
        nameFields(root);
    }

    $(() => nameAll(document));
    document.addEventListener("formset:added", (event) => setTimeout(nameAll, 0, event.target));
})(django.jQuery);
