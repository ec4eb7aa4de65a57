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

    // Both after the widget's own beginning: it waits for the same two events and was there first.
    $(() => name(document));
    document.addEventListener("formset:added", (event) => setTimeout(name, 0, event.target));
})(django.jQuery);
